/** Finds out which character stands between the cells of a table. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { MISSING_MARKS } from '../../columns/cells/cells.ts';
import { isErrorCell } from '../../columns/cells/errorCells.ts';
import { isMinus, MISSING_WORDS } from '../../columns/cells/missingWords.ts';
import { typeOfCell } from '../../columns/types.ts';
import { writtenNumber } from '../../columns/notations/writtenNumbers.ts';
import { isNumberOfAnyMarks } from './marks.ts';
import { completeRecords } from './records.ts';

/** Number of rows from which the delimiter is detected. */
const SAMPLE_ROWS = 200;
const DELIMITERS: readonly TableFormat['delimiter'][] = ['\t', ';', ',', '|', ' '];

/** A first line `sep=;`, which spreadsheets write and read. */
export function separatorLine(text: string): TableFormat['delimiter'] | null {
  const match = /^"?sep=([,;\t| ])"?[ \t]*(?:\n|$)/i.exec(text);
  return match ? (match[1] as TableFormat['delimiter']) : null;
}

export interface DetectedDelimiter {
  readonly delimiter: TableFormat['delimiter'];
  /** A label with a number, such as “lot 7,5”, that may be two cells with a decimal comma as well; null where none is. */
  readonly doubtful: string | null;
}

/** @param lines the first lines of the text that are not blank and no comments */
export function detectDelimiter(lines: readonly string[]): DetectedDelimiter {
  const sample = `${lines.slice(0, SAMPLE_ROWS).join('\n')}\n`;
  const delimiters = hasTabsOnly(sample) ? DELIMITERS.filter((one) => one !== ' ') : DELIMITERS;
  const scores = delimiters.map((delimiter) => ({
    delimiter,
    isMark: isMarkOfNumbers(sample, delimiter),
    ...delimiterScore(sample, delimiter),
  }));
  // 1,5;red and 1 500;red: what stands between digits only is a mark of numbers, where another delimiter fits.
  const others = scores.filter(({ isMark, usual }) => !isMark && usual > MOST_USUAL);
  const isOther = others.some(({ delimiter }) => delimiter !== ' ' || isSurelyBetweenCells(sample, scores));
  const possible = (isOther ? others : scores).filter(
    ({ delimiter }) =>
      delimiter !== ' ' || !others.some((other) => other.delimiter === '\t') || hasNumbersInCells(sample),
  );
  let [best] = possible;
  for (const one of possible) if (one.score > best.score) best = one;
  if (best.score <= 0) return { delimiter: ',', doubtful: null };
  const mayBeMark = best.delimiter === ',' && best.isMark && others.length > 0;
  return { delimiter: best.delimiter, doubtful: mayBeMark ? numberedLabel(sample) : null };
}

/** Of more rows than this share a delimiter that fits makes the same number of cells. */
const MOST_USUAL = 0.95;

/**
 * Spaces that fit as the delimiter are no part of labels such as “lot 7”: some lines have several beside each other, or
 * commas do not fit.
 */
function isSurelyBetweenCells(
  sample: string,
  scores: readonly (DelimiterScore & Pick<DetectedDelimiter, 'delimiter'>)[],
): boolean {
  return (
    / {2}/.test(sample) || scores.every(({ delimiter, usual }) => delimiter !== ',' || usual <= MOST_USUAL)
  );
}

/** Most lines have tabs and no spaces: white space between their cells is tabs, also where some cells are empty. */
function hasTabsOnly(sample: string): boolean {
  const lines = sample.trimEnd().split('\n');
  const those = lines.filter((line) => line.includes('\t') && !line.includes(' '));
  return 2 * those.length > lines.length;
}

/** Some cells between tabs hold several numbers with spaces between them, which are not the digits of one. */
function hasNumbersInCells(sample: string): boolean {
  return recordsOf(sample, '\t').some((row) =>
    row.some((cell) => {
      const parts = cell.trim().split(/ +/);
      return parts.length > 1 && !isValue(cell) && parts.every(isNumberOfAnyMarks);
    }),
  );
}

/** The first cell between commas that ends with a number after a space and is no value, with the next cell. */
function numberedLabel(sample: string): string | null {
  for (const row of recordsOf(sample, ',')) {
    const at = row.findIndex((cell, c) => c + 1 < row.length && / [+-]?\d+$/.test(cell) && !isValue(cell));
    if (at !== -1) return `${row[at].trim()},${row[at + 1]}`;
  }
  return null;
}

/** A comma or a space that stands between two digits wherever it stands. */
function isMarkOfNumbers(sample: string, delimiter: TableFormat['delimiter']): boolean {
  if (delimiter === ',') return !/(?:^|\D),|,(?:\D|$)/m.test(sample);
  return delimiter === ' ' && !/(?:^|\D) | (?:\D|$)/m.test(sample);
}

function recordsOf(sample: string, delimiter: TableFormat['delimiter']): string[][] {
  return completeRecords(sample, true, { delimiter, comment: '' });
}

interface DelimiterScore {
  /** Share of rows that have the usual number of cells, times the share of cells that read as values; 0 for one column. */
  readonly score: number;
  /** Share of rows that have the usual number of cells. */
  readonly usual: number;
}

function delimiterScore(sample: string, delimiter: TableFormat['delimiter']): DelimiterScore {
  const rows = recordsOf(sample, delimiter);
  const width = usualWidth(rows);
  if (width < 2) return { score: 0, usual: 0 };
  const usual = rows.filter((row) => row.length === width);
  const cells = usual.flat();
  const typed = cells.filter(isValue).length / cells.length;
  const share = usual.length / rows.length;
  // Labels such as “lot 7” have as many words in each row, but not in the header; R writes both between quotation marks, or
  // moves the names to the right of the names of the rows.
  const isBesideRowNames = rows[0]?.length === width - 1 && /^ {2}/.test(sample);
  if (
    delimiter === ' ' &&
    rows[0]?.length !== width &&
    typed < 0.9 &&
    !sample.startsWith('"') &&
    !isBesideRowNames
  )
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

/** Longer cells are not values. */
const LONGEST_VALUE = 400;
const MISSING = new Set([...MISSING_MARKS, ...MISSING_WORDS]);

/** The cell reads as a number of any kind, a mark of a missing value, a boolean or a date. */
function isValue(cell: string): boolean {
  const text = cell.trim();
  if (text.length > LONGEST_VALUE) return false;
  if (
    isNumberOfAnyMarks(writtenNumber(text)?.text ?? text) ||
    MISSING.has(text.toLowerCase()) ||
    isMinus(text) ||
    isErrorCell(text)
  )
    return true;
  return typeOfCell(text, () => NaN) !== null;
}
