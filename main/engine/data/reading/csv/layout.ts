/** Finds where the data of a file begin, and where the names of the columns are. */
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { setTo } from '../../../../../shared/settings/setting.ts';
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { nameAndUnit } from '../../../../../shared/columnUnit.ts';
import { separatorLine } from './delimiter.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { commentedNames } from './commentNames.ts';
import { unnamedDecimalCommasIssue } from './decimalCommas.ts';
import {
  belowWords,
  COMPARED,
  columnKinds,
  isQuantity,
  looksLikeHeader,
  standsOut,
  type CellContext,
} from './kinds.ts';
import { withoutScale } from './linesAbove.ts';
import { numbersAmongNames, numericNames, numericNamesIssue } from './numericNames.ts';
import { afterPreamble, followsBlankLine, isEmptyIn } from './preamble.ts';
import type { HeadRecord } from './records.ts';
import { tableWidth } from './tableWidth.ts';
import { joinedNamesIssue, rowsOfNames } from './rowsOfNames.ts';
import { MOST_UNITS_ROWS, unitsIn, unitsIssue, unitsRow, wordsOf } from './unitsRow.ts';

export interface Layout {
  readonly header: boolean;
  /** One per column; '' where there is none. */
  readonly names: readonly string[];
  /** One per column; '' where there is none. Empty without a row of units. */
  readonly units: readonly string[];
  /** The line on which the first row of data begins; Infinity where there is none. */
  readonly firstLine: number;
  /** The last line above the rows that is not a comment, or has the names; 0 where there is none. */
  readonly above: number;
  /** The lines of the comments that hold the names, and the units below them; empty where none does. */
  readonly namesLines: readonly number[];
  /** The cells of the line that holds the names; null where none does. */
  readonly headerCells: readonly string[] | null;
}

interface Context extends CellContext {
  readonly text: string;
  readonly format: TableFormat;
  readonly issues: IssueInput[];
}

/**
 * @param records the records of the head that aren't blank
 * @param wanted whether there is a header, as the person set it; detected where undefined
 */
export function findLayout(
  records: readonly HeadRecord[],
  wanted: boolean | undefined,
  context: Context,
): Layout {
  const { text, issues } = context;
  const written = withoutScale(separatorLine(text) === null ? records : records.slice(1), issues);
  const { width, lines } = tableWidth(written, context);
  const full = lines.findIndex(({ cells }) => cells.length === width);
  const body = lines.map((record, i) => (i < full ? withSpacedCells(record, width, context) : record));
  const below = afterPreamble(body, width, context);
  const start = wanted === false ? firstBelowWords(body, below, context) : below;
  const rest = body.slice(start);
  const first = rest[0];
  if (first === undefined)
    return {
      ...{ header: false, names: [], units: [] },
      ...{ firstLine: Infinity, above: 0, namesLines: [], headerCells: null },
    };

  const noted = commentedNames(first, width, context);
  const isHeader = looksLikeHeader(first, rest.slice(1, COMPARED), context);
  if (noted !== null && wanted !== false && !isHeader) {
    issues.push({
      severity: 'note',
      code: 'csv.commented-header',
      message: (words) =>
        `The names of the columns are taken from the comment ${words.onLine} ${noted.line}${noted.units === null ? '' : `, their units from that ${words.onLine} ${noted.units.line} (${wordsOf([noted.units])})`}.`,
      line: noted.line,
    });
    return {
      header: true,
      names: noted.names,
      units: unitsIn(noted.units, 0),
      firstLine: first.line,
      above: noted.units?.line ?? noted.line,
      namesLines: [noted.line, ...(noted.units === null ? [] : [noted.units.line])],
      headerCells: null,
    };
  }
  const numbers =
    wanted === undefined && !isHeader ? numericNames(first, rest.slice(1, COMPARED), context.parse) : 'none';
  if (numbers !== 'none') issues.push(numericNamesIssue(first, numbers === 'clear'));
  if (!(wanted ?? (isHeader || numbers === 'clear'))) {
    const names = Array.from({ length: width }, (_, i) => `x${i + 1}`);
    const isSaid = issues.some(({ code }) => code === 'csv.decimal-commas');
    const left = wanted === undefined && !isSaid ? leftNamesIssue(body[start - 1], width, context) : null;
    if (left !== null) issues.push(left);
    const cut = context.format.delimiter === ',' ? unnamedDecimalCommasIssue(rest, width) : null;
    if (cut !== null) issues.push(cut);
    return {
      ...{ header: false, names, units: [] },
      ...{ firstLine: first.line, above: body[start - 1]?.line ?? 0, namesLines: [], headerCells: null },
    };
  }
  const rows = rest.slice(1, COMPARED);
  const remarks = unitsRows(rows, context);
  const data = rows.slice(remarks.length);
  const upper = fitNames(first.cells, data, width);
  const joined = rowsOfNames(upper, remarks);
  const row = unitsRow(joined?.rest ?? remarks);
  const units = unitsIn(row, upper.length - first.cells.length);
  const names = joined?.names ?? upper;
  const numeric = wanted === undefined && isHeader ? numbersAmongNames(first, data, context) : null;
  if (joined !== null) issues.push(joinedNamesIssue(joined));
  const left = joined?.rest ?? remarks;
  if (left.length > 0) issues.push(unitsIssue(first, left, row));
  else if (numeric !== null) issues.push(numeric);
  else if (wanted === undefined && start > 0 && mayBeSetting(first, body[start - 1], context))
    issues.push(settingIssue(first));
  else if (wanted === undefined && mayBeTitle(first, rows, context)) issues.push(titleIssue(first));
  return {
    header: true,
    names,
    units,
    firstLine: data[0]?.line ?? Infinity,
    above: (remarks.at(-1) ?? first).line,
    namesLines: [],
    headerCells: written.find(({ line }) => line === first.line)?.cells ?? first.cells,
  };
}

/**
 * Index of the first record that is not words only where the rows have values, below several such lines, or below other
 * lines; these are left out, with a note. A single line at the beginning is a row, as the person says.
 */
function firstBelowWords(body: readonly HeadRecord[], start: number, context: Context): number {
  const kinds = columnKinds(body.slice(start + 1, start + COMPARED), body[start]?.cells.length ?? 0, context);
  const isWords = ({ cells }: HeadRecord): boolean =>
    kinds.some((kind) => kind !== null) &&
    kinds.every((kind, c) => kind === null || standsOut([cells[c] ?? ''], [kind], context));
  const rows = body.findIndex((record, i) => i >= start && !isWords(record));
  const left = body.slice(start, rows);
  if (rows === -1 || left.length === 0 || (start === 0 && left.length === 1)) return start;
  const isOne = left.length === 1;
  context.issues.push({
    severity: 'note',
    code: 'csv.words-above',
    message: (words) =>
      `${isOne ? words.Line : words.Lines} ${left.map(({ line }) => line).join(' and ')} (${wordsOf(left)}) ${isOne ? 'holds' : 'hold'} words above the values and ${isOne ? 'is' : 'are'} left out.`,
    line: left[0].line,
  });
  return rows;
}

/** Whether a line read as names may be one more of the lines above, which have as many cells. */
function mayBeSetting(names: HeadRecord, above: HeadRecord, context: Context): boolean {
  const isFull = above.cells.length === names.cells.length && above.cells.every((cell) => cell.trim() !== '');
  const hasUnits = names.cells.some((cell) => nameAndUnit(cell.trim()).unit !== '');
  return isFull && !hasUnits && !followsBlankLine(names, context);
}

/**
 * Whether a line of words may be a title: it has blanks behind its delimiters, which the rows do not have, no unit, and a
 * phrase of several words.
 */
function mayBeTitle(names: HeadRecord, rows: readonly HeadRecord[], { format }: Context): boolean {
  if (format.delimiter === ' ') return false;
  const [, ...others] = names.cells;
  const isSpaced = ([, ...cells]: readonly string[]): boolean => cells.some((cell) => cell.startsWith(' '));
  return (
    others.length > 0 &&
    others.every((cell) => cell.startsWith(' ')) &&
    !rows.some(({ cells }) => isSpaced(cells)) &&
    names.cells.every((cell) => nameAndUnit(cell.trim()).unit === '') &&
    names.cells.some((cell) => /\S \S/.test(cell))
  );
}

function titleIssue(names: HeadRecord): IssueInput {
  return {
    severity: 'note',
    code: 'csv.title-as-names',
    message: (words) =>
      `${words.Line} ${names.line} (${wordsOf([names])}) is read as the names of the columns; it may be a title.`,
    hint: (words) => `If so, remove this ${words.line} from the file: the columns are then called x1, x2, ….`,
    line: names.line,
  };
}

function settingIssue(names: HeadRecord): IssueInput {
  return {
    severity: 'warning',
    code: 'csv.setting-as-names',
    message: (words) =>
      `${words.Line} ${names.line} (${wordsOf([names])}) is read as the names of the columns, but the ${words.lines} above it are like it: it may be one of them.`,
    hint: `If the columns have no names, ${setTo(readingSettings.header, false)}.`,
    line: names.line,
  };
}

/**
 * A line above the rows, divided where several spaces stand beside each other, or not before a unit in brackets, if it then
 * has as many cells as the rows.
 */
function withSpacedCells(record: HeadRecord, width: number, { text, format }: Context): HeadRecord {
  if (format.delimiter !== ' ' || record.cells.length <= width) return record;
  const apart = (text.split('\n', record.line).at(-1) ?? '').trim().split(/[ \t]{2,}/);
  const cells = [apart, withUnits(record.cells)].find(({ length }) => length === width);
  return cells === undefined ? record : { ...record, cells };
}

/** The cells `t`, `(s)` as one. */
function withUnits(cells: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const cell of cells) {
    const before = joined.at(-1);
    if (before !== undefined && /^[([].*[)\]]$/.test(cell)) joined[joined.length - 1] = `${before} ${cell}`;
    else joined.push(cell);
  }
  return joined;
}

/** A warning where the line of words above rows without names may hold them, in more or fewer cells than there are columns. */
function leftNamesIssue(above: HeadRecord | undefined, width: number, context: Context): IssueInput | null {
  const cells = above?.cells.map((cell) => cell.trim()).filter(Boolean) ?? [];
  const isSpaced = context.format.delimiter === ' ';
  if (above === undefined || width < 2 || cells.length < 2 || (isSpaced && cells.length <= width))
    return null;
  if (cells.some((cell) => isQuantity(cell, context))) return null;
  return {
    severity: 'warning',
    code: 'csv.left-names',
    message: (words) =>
      `${words.Line} ${above.line} (“${cells.join(isSpaced ? ' ' : ', ').slice(0, 60)}”) is left out: it has ${cells.length} words for ${width} columns${isSpaced ? ', as blanks inside names would make' : ''}. If it holds the names of the columns, they are lost.`,
    hint: isSpaced
      ? 'Write names without blanks, or in quotation marks.'
      : 'Give each column of the file a name, also one without values.',
    line: above.line,
  };
}

/** Rows of words directly below the names, above columns of values: units, or the names of instruments. */
function unitsRows(below: readonly HeadRecord[], context: Context): readonly HeadRecord[] {
  const isData = (row: HeadRecord, r: number): boolean => {
    const rest = below.slice(r + 1);
    return (
      r === MOST_UNITS_ROWS ||
      rest.length === 0 ||
      row.cells.some((cell, c) => isQuantity(cell, context) && !isEmptyIn(rest, c)) ||
      !standsOut(row.cells, columnKinds(belowWords(rest, context), row.cells.length, context), context)
    );
  };
  return below.slice(0, Math.max(0, below.findIndex(isData)));
}

/** The header's cells, one per column of the data. */
function fitNames(header: readonly string[], data: readonly HeadRecord[], width: number): string[] {
  const names = [...header];
  const empty = (c: number): boolean => data.every((r) => (r.cells[c] ?? '').trim() === '');
  // A delimiter at the end of each line makes no column.
  while (names.length > 1 && names.at(-1)?.trim() === '' && empty(names.length - 1)) names.pop();
  // R writes no name above the names of the rows; of merged cells the last one may be left out.
  const isFull = names.every((name) => name.trim() !== '');
  if (isFull && names.length === width - 1 && !empty(width - 1)) names.unshift('');
  while (names.length < width && !empty(names.length)) names.push('');
  return names;
}
