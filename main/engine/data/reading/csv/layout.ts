/** Finds where the data of a file begin, and where the names of the columns are. */
import { columnTypeFacts, type ColumnType } from '../../../../../shared/contract/columnTypes.ts';
import type { TableFormat } from '../../../../../shared/contract/views.ts';
import type { MissingMarks, NumberParser } from '../../columns/cells.ts';
import { typeOfCell } from '../../columns/types.ts';
import { isTolerable } from '../../columns/tolerance.ts';
import { separatorLine, usualWidth } from './detect.ts';
import type { IssueInput } from '../issues.ts';
import { commentNames } from './commentNames.ts';
import { decimalCommasIssue } from './decimalCommas.ts';
import { numericNames, numericNamesIssue } from './numericNames.ts';
import type { HeadRecord } from './records.ts';
import { unitsIn, unitsIssue, unitsRow } from './unitsRow.ts';

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
  /** The line of the comment that holds the names; null where none does. */
  readonly namesLine: number | null;
  /** The cells of the line that holds the names; null where none does. */
  readonly headerCells: readonly string[] | null;
}

interface Context {
  readonly text: string;
  readonly format: TableFormat;
  readonly parse: NumberParser;
  readonly marks: MissingMarks;
  readonly issues: IssueInput[];
}

/** The most rows of units and remarks below the names. */
const MOST_UNITS_ROWS = 3;

/** Rows that are compared with a possible header. */
const COMPARED = 200;

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
  const body = separatorLine(text) === null ? records : records.slice(1);
  const width = usualWidth(body.map((r) => r.cells));
  const start = afterPreamble(body, width, context);
  const rest = body.slice(start);
  const first = rest[0];
  if (first === undefined)
    return {
      ...{ header: false, names: [], units: [] },
      ...{ firstLine: Infinity, above: 0, namesLine: null, headerCells: null },
    };

  const noted = commentedNames(first, width, context);
  const isHeader = looksLikeHeader(first, rest.slice(1, COMPARED), context);
  if (noted !== null && wanted !== false && !isHeader) {
    issues.push({
      severity: 'note',
      code: 'csv.commented-header',
      message: `The names of the columns are taken from the comment on line ${noted.line}.`,
      line: noted.line,
    });
    return {
      header: true,
      names: noted.names,
      units: [],
      firstLine: first.line,
      above: noted.line,
      namesLine: noted.line,
      headerCells: null,
    };
  }
  const numbers =
    wanted === undefined && !isHeader ? numericNames(first, rest.slice(1, COMPARED), context.parse) : 'none';
  if (numbers !== 'none') issues.push(numericNamesIssue(first, numbers === 'clear'));
  if (!(wanted ?? (isHeader || numbers === 'clear'))) {
    const names = Array.from({ length: width }, (_, i) => `x${i + 1}`);
    return {
      ...{ header: false, names, units: [] },
      ...{ firstLine: first.line, above: body[start - 1]?.line ?? 0, namesLine: null, headerCells: null },
    };
  }
  const below = rest.slice(1, COMPARED);
  const remarks = unitsRows(below, context);
  const data = below.slice(remarks.length);
  const names = fitNames(first.cells, data, width);
  const row = unitsRow(remarks);
  const units = unitsIn(row, names.length - first.cells.length);
  if (remarks.length > 0) issues.push(unitsIssue(remarks, row));
  return {
    header: true,
    names,
    units,
    firstLine: data[0]?.line ?? Infinity,
    above: (remarks.at(-1) ?? first).line,
    namesLine: null,
    headerCells: first.cells,
  };
}

/** Lines above a header that a spreadsheet has filled with empty cells. */
const MOST_PADDED = 30;

/**
 * Index of the header below lines of which at most half is filled (Device,XY,,): the first full line, where it holds words
 * above values; −1 where there is none.
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
  return isNames ? full : -1;
}

/** Index of the first record that has as many cells as most; a header one cell short of its rows counts too. */
function afterPreamble(body: readonly HeadRecord[], width: number, context: Context): number {
  const padded = belowPadded(body, width, context);
  const start = padded > 0 ? padded : body.findIndex((r) => r.cells.length >= width);
  if (start <= 0) return 0;
  const [first, before] = [body[start], body[start - 1]];
  // R writes a header without a name for the row names.
  const shortHeader =
    before !== undefined &&
    first !== undefined &&
    width > 2 &&
    before.cells.length === width - 1 &&
    before.cells.every((c) => Number.isNaN(context.parse(c))) &&
    first.cells.some((c) => !Number.isNaN(context.parse(c)));
  const skipped = shortHeader ? start - 1 : start;
  const cut = context.format.delimiter === ',' ? decimalCommasIssue(before, body.slice(start), width) : null;
  if (cut !== null) context.issues.push(cut);
  if (skipped > 0) {
    const [from, to] = [body[0]?.line ?? 1, body[skipped - 1]?.line ?? 1];
    context.issues.push({
      severity: 'note',
      code: 'csv.preamble',
      message:
        from === to
          ? `Line ${from} comes before the table and is left out.`
          : `Lines ${from} to ${to} come before the table and are left out.`,
      line: from,
    });
  }
  return skipped;
}

/** Names in the last comment line above the data. */
function commentedNames(
  first: HeadRecord,
  width: number,
  { text, format }: Context,
): { names: string[]; line: number } | null {
  if (format.comment === '') return null;
  const lines = text.split('\n', first.line - 1);
  for (let line = lines.length; line > 0; line--) {
    const content = lines[line - 1]?.trim() ?? '';
    if (content === '') continue;
    if (!content.startsWith(format.comment)) return null;
    const names = commentNames(content, format.comment, format.delimiter, width);
    return names === null ? null : { names, line };
  }
  return null;
}

type Kind = 'missing' | 'word' | ColumnType;

function kindOf(cell: string, { parse, marks }: Pick<Context, 'parse' | 'marks'>): Kind {
  const text = cell.trim();
  if (marks.has(text)) return 'missing';
  return typeOfCell(text, parse) ?? 'word';
}

/** The type of nearly all cells of each column; null where they are words or mixed. */
function columnKinds(
  rows: readonly HeadRecord[],
  context: Pick<Context, 'parse' | 'marks'>,
): (Kind | null)[] {
  const width = usualWidth(rows.map((r) => r.cells));
  return Array.from({ length: width }, (_, c) => {
    const kinds = rows.map((r) => kindOf(r.cells[c] ?? '', context)).filter((kind) => kind !== 'missing');
    const kind = [...new Set(kinds)].find((wanted) => {
      const count = kinds.filter((other) => other === wanted).length;
      return wanted !== 'word' && isTolerable(kinds.length - count, count);
    });
    return kind ?? null;
  });
}

/**
 * A test of whether a line that begins like a comment is a row of the table: it has a cell for each column, and where columns
 * hold values, values.
 * @param rows rows of the table
 */
export function rowTest(
  rows: readonly HeadRecord[],
  width: number,
  context: Pick<Context, 'parse' | 'marks'>,
): (cells: readonly string[]) => boolean {
  const kinds = columnKinds(rows.slice(0, COMPARED), context);
  return (cells) =>
    cells.length === width &&
    width > 1 &&
    cells.every((cell, c) => {
      const kind = kindOf(cell, context);
      return (kinds[c] ?? null) === null || kind === kinds[c] || kind === 'missing';
    });
}

/**
 * Whether a row cannot belong to the columns below: at least one of its cells is a word where the column has values.
 */
function standsOut(cells: readonly string[], columns: readonly (Kind | null)[], context: Context): boolean {
  // A letter such as y is a word above a column of numbers, but may be a value above a column of booleans.
  return columns.some((column, c) => {
    const kind = kindOf(cells[c] ?? '', context);
    return column !== null && kind !== column && (kind === 'word' || holds(kind) === 'yes or no');
  });
}

/** Whether a row is a header: words above values; or, where all cells are words, words that are not repeated below. */
function looksLikeHeader(first: HeadRecord, rest: readonly HeadRecord[], context: Context): boolean {
  const repeats = ({ cells }: HeadRecord): boolean => cells.every((cell, c) => cell === first.cells[c]);
  const below = rest.filter((row) => !repeats(row));
  if (below.length === 0) return !first.cells.some((cell) => isQuantity(cell, context));
  const columns = columnKinds(below, context);
  if (columns.some((kind) => kind !== null)) return standsOut(first.cells, columns, context);
  const names = first.cells.map((c) => c.trim());
  const unique = new Set(names).size === names.length && !names.includes('');
  return unique && names.every((name, c) => below.every((r) => r.cells[c]?.trim() !== name));
}

/** Rows of words directly below the names, above columns of values: units, or the names of instruments. */
function unitsRows(below: readonly HeadRecord[], context: Context): readonly HeadRecord[] {
  const isData = (row: HeadRecord, r: number): boolean => {
    const rest = below.slice(r + 1);
    return (
      r === MOST_UNITS_ROWS ||
      rest.length === 0 ||
      row.cells.some((cell) => isQuantity(cell, context)) ||
      !standsOut(row.cells, columnKinds(rest, context), context)
    );
  };
  return below.slice(0, Math.max(0, below.findIndex(isData)));
}

function isQuantity(cell: string, context: Context): boolean {
  const held = holds(kindOf(cell, context));
  return held === 'quantities' || held === 'times';
}

function holds(kind: Kind) {
  return kind === 'missing' || kind === 'word' ? null : columnTypeFacts[kind].holds;
}

/** The header's cells, one per column of the data. */
function fitNames(header: readonly string[], data: readonly HeadRecord[], width: number): string[] {
  const names = [...header];
  const empty = (c: number): boolean => data.every((r) => (r.cells[c] ?? '').trim() === '');
  // A delimiter at the end of each line makes no column.
  while (names.length > 1 && names.at(-1)?.trim() === '' && empty(names.length - 1)) names.pop();
  if (names.length === width - 1 && !empty(width - 1)) names.unshift('');
  while (names.length < width && !empty(names.length)) names.push('');
  return names;
}
