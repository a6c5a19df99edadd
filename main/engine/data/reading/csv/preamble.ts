/** Lines before a table: titles, settings of an instrument, other tables. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { decimalCommasIssue } from './decimalCommas.ts';
import {
  COMPARED,
  columnKinds,
  fits,
  holds,
  isQuantity,
  looksLikeHeader,
  rowTest,
  type CellContext,
  type Kinds,
} from './kinds.ts';
import { issuesAbove } from './linesAbove.ts';
import type { HeadRecord } from './records.ts';
import { joinedNames, MOST_ROWS_OF_NAMES } from './rowsOfNames.ts';
import { MOST_UNITS_ROWS, unitShare, unitsRow } from './unitsRow.ts';

interface Context extends CellContext {
  readonly text: string;
  readonly format: TableFormat;
  readonly issues: IssueInput[];
}

/** Lines above a header that a spreadsheet has filled with empty cells. */
const MOST_PADDED = 30;

/**
 * Index of the header below lines of which at most half is filled (Device,XY,,): the first full line, where it holds words
 * above values, or the line above it where that has words for several columns each; −1 where there is none.
 */
function belowPadded(body: readonly HeadRecord[], width: number, context: Context): number {
  const filled = ({ cells }: HeadRecord): number => cells.filter((cell) => cell.trim() !== '').length;
  const full = body.findIndex((record) => 2 * filled(record) > width);
  if (full <= 0 || full > MOST_PADDED || filled(body[full]) !== width) return -1;
  const { cells } = body[full];
  const isNames =
    cells.length === width &&
    cells.every((cell) => !isQuantity(cell, context)) &&
    looksLikeHeader(body[full], body.slice(full + 1, full + COMPARED), context);
  if (!isNames) return -1;
  return full - upperLines(body, full);
}

/** How many lines above names they need to differ: Inlet,,Outlet, above x,y,x,y. */
function upperLines(body: readonly HeadRecord[], full: number): number {
  const names = body[full].cells.map((cell) => cell.trim());
  if (new Set(names).size === names.length) return 0;
  for (let count = 1; count < MOST_ROWS_OF_NAMES && count <= full; count++) {
    const upper = body.slice(full - count, full);
    if (upper.some(({ cells }) => cells.length > names.length)) return 0;
    const rows = upper.map((line) => names.map((_, c) => cellOf(line, c)));
    if (joinedNames([...rows, names]) !== null) return count;
  }
  return 0;
}

/** More lines than these, that have as many cells as the table, are rows. */
const MOST_OTHER_LINES = 100;

/** Records that fit the columns, one below the other, are rows. */
const ROWS_IN_A_ROW = 3;

/**
 * Index of the header, or of the first row where there is none, below lines that only have as many cells as the table: the
 * settings of an instrument, a list of peaks. They are more than names and units, or have more cells than the rows.
 * @param start the first record that has as many cells as most
 */
function belowOtherLines(
  body: readonly HeadRecord[],
  start: number,
  width: number,
  context: Context,
): number {
  const half = Math.floor(body.length / 2);
  const kinds = kindsOfRows(body.slice(half, half + COMPARED), width, context);
  const isRow = rowTest(kinds, context);
  const rows = body.findIndex((_, i) => {
    const next = body.slice(i, i + ROWS_IN_A_ROW);
    // One of them may have cells behind the last column, which are told; between blanks these may be words of a sentence.
    const tooLong = next.filter(({ cells }) => cells.length > width).length;
    return (
      i >= start &&
      next.length === ROWS_IN_A_ROW &&
      tooLong <= (context.format.delimiter === ' ' ? 0 : 1) &&
      next.every(({ cells }) => isRow(cells.slice(0, width)))
    );
  });
  const above = body.slice(start, Math.max(start, rows));
  if (above.length > MOST_OTHER_LINES) return start;
  const isFew = above.length <= 1 + MOST_UNITS_ROWS && above.every(({ cells }) => cells.length <= width);
  if (isFew) {
    const apart = belowBlankLine(body, start, rows, context);
    if (apart !== -1) return apart;
  }
  // A few rows may fit by chance: labels of which the last ones are dates too.
  if (above.filter(({ cells }) => cells.length === width).length > body.length - rows) return start;
  /** Above a column without values a number belongs to the settings: X,CH1,Increment above Sequence,Volt,1e-5. */
  const isEmpty = (c: number): boolean => isEmptyIn(body.slice(rows, rows + COMPARED), c);
  // The names are the line of words that has the fewest units.
  let names = rows;
  let fewest = Infinity;
  for (let i = rows - 1; i >= Math.max(start, rows - 1 - MOST_UNITS_ROWS); i--) {
    const cells = body[i].cells.map((cell) => cell.trim());
    if (cells.length !== width || cells.some((cell, c) => !isEmpty(c) && isQuantity(cell, context))) break;
    const isFull = new Set(cells).size === cells.length && !cells.includes('');
    const differs = (cell: string, c: number): boolean =>
      above.every((line) => line === body[i] || cellOf(line, c) !== cell);
    // A setting may have the name of a column beside it: Label,CH1 above Time,CH1.
    const isNew = i === rows - 1 ? cells.some(differs) : cells.every(differs);
    if (isFull && isNew && unitShare(body[i]) < fewest) [names, fewest] = [i, unitShare(body[i])];
  }
  if (isFew) return names !== rows && hasSettings(body.slice(start, names), isRow, context) ? names : start;
  return names === rows && mostlyRows(above.slice(1), kinds, context) ? start : names;
}

/** Index of the first line below the last blank line between lines of words, where it may hold the names; −1 where none may. */
function belowBlankLine(body: readonly HeadRecord[], start: number, rows: number, context: Context): number {
  for (let i = rows - 1; i > start; i--) {
    if (!followsBlankLine(body[i], context)) continue;
    const lines = body.slice(i, rows);
    const areWords = lines.every(({ cells }) => cells.every((cell) => !isQuantity(cell, context)));
    return areWords && isFullOfWords(body[i]) && unitsRow([body[i]]) === null ? i : -1;
  }
  return -1;
}

const isFullOfWords = ({ cells }: HeadRecord): boolean =>
  new Set(cells).size === cells.length && cells.every((cell) => cell.trim() !== '');

/** Whether the line in front of a record is blank. */
export function followsBlankLine({ line }: HeadRecord, { text }: Pick<Context, 'text'>): boolean {
  return (
    line > 1 &&
    text
      .split('\n', line - 1)
      .at(-1)
      ?.trim() === ''
  );
}

/** Whether one of the lines has a number or a date, but is no row. */
function hasSettings(
  lines: readonly HeadRecord[],
  isRow: (cells: readonly string[]) => boolean,
  context: Context,
): boolean {
  return lines.some(({ cells }) => !isRow(cells) && cells.some((cell) => isQuantity(cell, context)));
}

/** What columns hold in the rows; null for one of words, among them single letters that may mean yes and no. */
function kindsOfRows(rows: readonly HeadRecord[], width: number, context: Context): Kinds {
  return columnKinds(rows, width, context, ROWS_IN_A_ROW).map((kind) =>
    kind !== null && holds(kind) === 'yes or no' ? null : kind,
  );
}

/** Whether a column has no values in these rows. */
export const isEmptyIn = (rows: readonly HeadRecord[], column: number): boolean =>
  rows.every((row) => cellOf(row, column) === '');

const cellOf = ({ cells }: HeadRecord, column: number): string => cells[column]?.trim() ?? '';

/**
 * Whether most lines are rows of a sorted table, of which a column has words in its first part and values below: labels that
 * occur again (ND, <0.5, unknown), or at least as many values that fit their columns as words that do not.
 */
function mostlyRows(lines: readonly HeadRecord[], kinds: Kinds, context: Context): boolean {
  const times = new Map<string, number>();
  const key = (line: HeadRecord, column: number): string => `${column} ${cellOf(line, column)}`;
  for (const line of lines)
    for (const c of kinds.keys()) times.set(key(line, c), (times.get(key(line, c)) ?? 0) + 1);
  /** Of cells between blanks, an empty last one is not seen. */
  const lacksOne = ({ cells }: HeadRecord): boolean =>
    context.format.delimiter === ' ' &&
    cells.length === kinds.length - 1 &&
    cells.length >= ROWS_IN_A_ROW &&
    cells.every((cell, c) => kinds[c] === null || fits(cell.trim(), kinds[c], context));
  const isLikeRow = (line: HeadRecord): boolean => {
    if (line.cells.length !== kinds.length) return lacksOne(line);
    const known = [...kinds.keys()].filter((c) => kinds[c] !== null && !context.marks.has(cellOf(line, c)));
    const other = known.filter((c) => !fits(cellOf(line, c), kinds[c], context));
    const values = known.length - other.length;
    return (values > 0 && values >= other.length) || other.every((c) => times.get(key(line, c))! > 1);
  };
  return 2 * lines.filter(isLikeRow).length > lines.length;
}

/** Index of the first record that has as many cells as most; a header one cell short of its rows counts too. */
export function afterPreamble(body: readonly HeadRecord[], width: number, context: Context): number {
  const padded = belowPadded(body, width, context);
  const full =
    padded >= 0
      ? padded
      : Math.max(
          0,
          body.findIndex((r) => r.cells.length >= width),
        );
  const start = belowOtherLines(body, full, width, context);
  if (start === 0) return 0;
  const [first, before] = [body[start], body[start - 1]];
  // R writes a header without a name for the row names.
  const shortHeader =
    before !== undefined &&
    first !== undefined &&
    width > 2 &&
    before.cells.length === width - 1 &&
    before.cells.every((c) => /[\p{L}\d]/u.test(c) && Number.isNaN(context.parse(c))) &&
    first.cells.some((c) => !Number.isNaN(context.parse(c)));
  const skipped = shortHeader ? start - 1 : start;
  const cut = context.format.delimiter === ',' ? decimalCommasIssue(before, body.slice(start), width) : null;
  if (cut !== null) context.issues.push(cut);
  context.issues.push(...issuesAbove(body, skipped, context));
  return skipped;
}
