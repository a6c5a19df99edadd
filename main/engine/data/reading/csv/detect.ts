/** Finds out how a table is written from its first lines. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import type { ReadingOptions } from '../../../../../shared/contract/schemas/setups.ts';
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { defaultsOf } from '../../../../../shared/settings/setting.ts';
import { MISSING_MARKS } from '../../columns/cells.ts';
import { isErrorCell } from '../../columns/errorCells.ts';
import { typeOfCell } from '../../columns/types.ts';
import { RecordReader } from './records.ts';
import type { Head } from './text.ts';

/** Number of rows from which the delimiter is detected. */
const SAMPLE_ROWS = 200;
/** Number of lines from which the number of columns is detected. */
const FEW_LINES = 8;
const DELIMITERS: readonly TableFormat['delimiter'][] = ['\t', ';', ',', '|', ' '];

export interface DetectedFormat {
  /** Whether there is a header is decided when the columns are known (see layout.ts). */
  readonly format: TableFormat;
  /** There are cells that can only be read with this decimal mark. */
  readonly decimalProven: boolean;
  /** 1,234 or 1.234 could be a thousand or a fraction, and the sample does not decide it. */
  readonly ambiguous: string | null;
}

export function detectFormat(head: Head, overrides: ReadingOptions): DetectedFormat {
  const comment = overrides.comment ?? detectComment(head.text);
  const delimiter = overrides.delimiter ?? detectDelimiter(head.text, comment);
  const rows = sampleRows(head, delimiter, comment);
  const marks = detectMarks(rows, delimiter, overrides);
  return {
    format: {
      ...defaultsOf(readingSettings),
      source: 'csv',
      delimiter,
      comment,
      decimal: marks.decimal,
      thousands: marks.thousands,
      header: overrides.header ?? true,
      encoding: head.encoding,
      missing: overrides.missing ?? MISSING_MARKS.filter((mark) => mark !== ''),
    },
    decimalProven: overrides.decimal !== undefined || marks.proven,
    ambiguous: marks.ambiguous,
  };
}

/** The records of the head, complete ones only. */
function sampleRows(
  head: Pick<Head, 'text' | 'complete'>,
  delimiter: TableFormat['delimiter'],
  comment: TableFormat['comment'],
): string[][] {
  return new RecordReader({ delimiter, comment }).push(head.text, head.complete).flatMap((b) => b.rows);
}

/** A first line `sep=;`, which spreadsheets write and read. */
export function separatorLine(text: string): TableFormat['delimiter'] | null {
  const match = /^"?sep=([,;\t| ])"?[ \t]*(?:\n|$)/i.exec(text);
  return match ? (match[1] as TableFormat['delimiter']) : null;
}

/** The beginning of the head that ends with a line: a quarter of a megabyte, more where that has only a few lines. */
function wholeLines(text: string): string[] {
  const short = text.slice(0, 256 * 1024).split('\n');
  const lines = short.length > FEW_LINES ? short : text.split('\n');
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '');
}

/**
 * The mark at the beginning of some lines that may be comments. Where all lines have it, or all but the first, they are
 * rows. Whether a single line with the mark is a row is decided when the columns are known.
 */
function detectComment(text: string): TableFormat['comment'] {
  const lines = wholeLines(text);
  for (const mark of ['#', '%', '//'] as const) {
    const begins = lines.map((line) => line.trimStart().startsWith(mark));
    const others = begins.filter((marked) => !marked).length;
    if (others < lines.length && others > (begins[0] ? 0 : 1)) return mark;
  }
  return '';
}

function detectDelimiter(text: string, comment: TableFormat['comment']): TableFormat['delimiter'] {
  const declared = separatorLine(text);
  if (declared !== null) return declared;
  const lines = wholeLines(text)
    .filter((line) => comment === '' || !line.trimStart().startsWith(comment))
    .slice(0, SAMPLE_ROWS);
  const sample = `${lines.join('\n')}\n`;
  const scores = DELIMITERS.map((delimiter) => ({
    delimiter,
    isMark: isMarkOfNumbers(sample, delimiter),
    ...delimiterScore(sample, delimiter, comment),
  }));
  // 1,5;red and 1 500;red: what stands between digits only is a mark of numbers, where another delimiter fits.
  const others = scores.filter(({ isMark, usual }) => !isMark && usual > MOST_USUAL);
  const possible = others.some(({ delimiter }) => delimiter !== ' ') ? others : scores;
  let best = possible[0];
  for (const one of possible) if (one.score > best.score) best = one;
  return best.score > 0 ? best.delimiter : ',';
}

/** Of more rows than this share a delimiter that fits makes the same number of cells. */
const MOST_USUAL = 0.95;

/** A comma or a space that stands between two digits wherever it stands. */
function isMarkOfNumbers(sample: string, delimiter: TableFormat['delimiter']): boolean {
  if (delimiter === ',') return !/(?:^|\D),|,(?:\D|$)/m.test(sample);
  return delimiter === ' ' && !/(?:^|\D) | (?:\D|$)/m.test(sample);
}

interface DelimiterScore {
  /** Share of rows that have the usual number of cells, times the share of cells that read as values; 0 for one column. */
  readonly score: number;
  /** Share of rows that have the usual number of cells. */
  readonly usual: number;
}

function delimiterScore(
  sample: string,
  delimiter: TableFormat['delimiter'],
  comment: TableFormat['comment'],
): DelimiterScore {
  const rows = sampleRows({ text: sample, complete: true }, delimiter, comment);
  const width = usualWidth(rows);
  if (width < 2) return { score: 0, usual: 0 };
  const usual = rows.filter((row) => row.length === width);
  const cells = usual.flat();
  const typed = cells.filter(isValue).length / cells.length;
  const share = usual.length / rows.length;
  // Labels such as “lot 7” have as many words in each row, but not in the header; R writes both between quotation marks.
  if (delimiter === ' ' && rows[0]?.length !== width && typed < 0.9 && !sample.startsWith('"'))
    return { score: 0, usual: share };
  // The names of the columns are between the same delimiters as the values.
  const named = rows[0]?.length === width ? 1 : 0.8;
  return { score: named * share ** 2 * (0.2 + typed), usual: share };
}

/** The most frequent number of cells in a row; of equally frequent ones the first. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    if (row.length === 1 && row[0]?.trim() === '') continue;
    counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  }
  let [width, most] = [0, 0];
  for (const [w, n] of counts) if (n > most) [width, most] = [w, n];
  return width;
}

const NUMBER =
  /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+|\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d+)?)(?:[eEdD][+-]?\d+)?$/;
/** Longer cells are not values. */
const LONGEST_VALUE = 400;
const MISSING = new Set(MISSING_MARKS);

/** The cell reads as a number of any kind, a mark of a missing value, a boolean or a date. */
function isValue(cell: string): boolean {
  const text = cell.trim();
  if (text.length > LONGEST_VALUE) return false;
  if (NUMBER.test(text) || MISSING.has(text.toLowerCase()) || isErrorCell(text)) return true;
  return typeOfCell(text, () => NaN) !== null;
}

export interface Marks {
  readonly decimal: '.' | ',';
  readonly thousands: TableFormat['thousands'];
  readonly proven: boolean;
  readonly ambiguous: string | null;
}

/** Cells that determine a mark, and which one. */
const EVIDENCE = {
  /** 1,234,567 or 1,234.5 */
  thousandsComma: /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d*)?|(?:,\d{3})+\.\d*)$/,
  thousandsDot: /^[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d*)?|(?:\.\d{3})+,\d*)$/,
  thousandsSpace: /^[+-]?[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d*)?$/,
  thousandsQuote: /^[+-]?[1-9]\d{0,2}(?:['’]\d{3})+(?:[.,]\d*)?$/,
  /** One comma that cannot group digits: 1,5 or 0,123 or 1234,567 or 1,5e3 */
  decimalComma:
    /^[+-]?(?:\d*,(?:\d{1,2}|\d{4,})|0+,\d+|\d{4,},\d+|,\d+|\d+,\d*[eEdD][+-]?\d+|[1-9]\d{0,2}(?:[ '’\u00a0\u202f]\d{3})+,\d*)$/,
  decimalDot:
    /^[+-]?(?:\d*\.(?:\d{1,2}|\d{4,})|0+\.\d+|\d{4,}\.\d+|\.\d+|\d+\.\d*[eEdD][+-]?\d+|[1-9]\d{0,2}(?:[ '’\u00a0\u202f]\d{3})+\.\d*)$/,
  /** 1,234: a thousand or a fraction */
  openComma: /^[+-]?[1-9]\d{0,2},\d{3}$/,
  openDot: /^[+-]?[1-9]\d{0,2}\.\d{3}$/,
} as const;
type Evidence = keyof typeof EVIDENCE;

/** @param rows cells of numbers among others. @param overrides what the person set */
export function detectMarks(
  rows: readonly string[][],
  delimiter: TableFormat['delimiter'],
  overrides: ReadingOptions,
): Marks {
  const count = countEvidence(rows);
  const comma = count.decimalComma + count.thousandsDot;
  const dot = count.decimalDot + count.thousandsComma;
  let decimal = overrides.decimal;
  let proven = comma + dot > 0;
  let ambiguous: string | null = null;
  if (decimal === undefined) {
    if (comma + dot > 0) decimal = comma > dot ? ',' : '.';
    else if (count.openComma > 0 && delimiter !== ',') {
      // 1,234 in a file whose delimiter is not the comma: a fraction where the delimiter is the semicolon, as in most
      // of Europe.
      decimal = delimiter === ';' ? ',' : '.';
      if (delimiter !== ';') ambiguous = firstMatch(rows, EVIDENCE.openComma);
    } else {
      decimal = '.';
      proven = count.openDot > 0;
      if (proven && delimiter !== ',' && overrides.thousands === undefined)
        ambiguous = firstMatch(rows, EVIDENCE.openDot);
    }
  }
  const thousands = overrides.thousands ?? thousandsFor(decimal, count);
  return { decimal, thousands, proven, ambiguous };
}

function thousandsFor(decimal: '.' | ',', count: Record<Evidence, number>): TableFormat['thousands'] {
  const [grouped, open, mark] =
    decimal === '.'
      ? ([count.thousandsComma, count.openComma, ','] as const)
      : ([count.thousandsDot, count.openDot, '.'] as const);
  if (count.thousandsSpace > 0) return ' ';
  if (count.thousandsQuote > 0) return "'";
  return grouped + open > 0 ? mark : '';
}

function countEvidence(rows: readonly string[][]): Record<Evidence, number> {
  const kinds = Object.keys(EVIDENCE) as Evidence[];
  const count = Object.fromEntries(kinds.map((k) => [k, 0])) as Record<Evidence, number>;
  for (const row of rows.slice(0, 5000)) {
    for (const cell of row) {
      const text = cell.trim();
      if (text === '' || text.length > 40 || !/[.,' ’\u00a0\u202f]/.test(text)) continue;
      for (const kind of kinds) if (EVIDENCE[kind].test(text)) count[kind]++;
    }
  }
  return count;
}

function firstMatch(rows: readonly string[][], pattern: RegExp): string | null {
  return (
    rows
      .flat()
      .find((cell) => pattern.test(cell.trim()))
      ?.trim() ?? null
  );
}
