/** What the cells of records are: which rows fit the columns of a table, and which stand out as names. */
import { columnTypeFacts, type ColumnType } from '../../../../../shared/contract/columnTypes.ts';
import type { MissingMarks, NumberParser } from '../../columns/cells/cells.ts';
import { isTolerable } from '../../columns/cells/tolerance.ts';
import { typeOfCell } from '../../columns/types.ts';
import { isNumberOfAnyMarks } from './marks.ts';
import type { HeadRecord } from './records.ts';

/** How cells are written. */
export interface CellContext {
  readonly parse: NumberParser;
  readonly marks: MissingMarks;
}

/** Rows that are compared with a possible header. */
export const COMPARED = 200;

type Kind = 'missing' | 'word' | ColumnType;

/** What each column holds; null for one that may hold anything. */
export type Kinds = readonly (Kind | null)[];

function kindOf(cell: string, { parse, marks }: CellContext): Kind {
  const text = cell.trim();
  if (marks.has(text)) return 'missing';
  return typeOfCell(text, parse) ?? 'word';
}

/**
 * The type of nearly all cells of each of the first columns; null where they are words or mixed, or fewer than `least` are not
 * missing.
 */
export function columnKinds(
  rows: readonly HeadRecord[],
  width: number,
  context: CellContext,
  least = 1,
): Kinds {
  return Array.from({ length: width }, (_, c) => {
    const kinds = rows.map((r) => kindOf(r.cells[c] ?? '', context)).filter((kind) => kind !== 'missing');
    if (kinds.length < least) return null;
    const kind = [...new Set(kinds)].find((wanted) => {
      const count = kinds.filter((other) => other === wanted).length;
      return wanted !== 'word' && isTolerable(kinds.length - count, count);
    });
    return kind ?? null;
  });
}

/** Whether a cell is missing, or a value as its column holds them. Its numbers may have other marks than those of the rows. */
export function fits(cell: string, wanted: Kind | null, context: CellContext): boolean {
  const kind = kindOf(cell, context);
  if (wanted === null || kind === wanted || kind === 'missing') return true;
  return wanted === 'number' && isNumberOfAnyMarks(cell);
}

/**
 * A test of whether a line is a row of the table: it has a cell for each column, and where columns hold values, values.
 * @param kinds what the columns hold in lines that are surely rows
 */
export function rowTest(kinds: Kinds, context: CellContext): (cells: readonly string[]) => boolean {
  return (cells) =>
    cells.length === kinds.length &&
    kinds.length > 1 &&
    cells.every((cell, c) => fits(cell, kinds[c], context));
}

/**
 * Whether a row cannot belong to the columns below: at least one of its cells is a word where the column has values.
 */
export function standsOut(cells: readonly string[], columns: Kinds, context: CellContext): boolean {
  // A letter such as y is a word above a column of numbers, but may be a value above a column of booleans.
  return columns.some((column, c) => {
    const kind = kindOf(cells[c] ?? '', context);
    return column !== null && kind !== column && (kind === 'word' || holds(kind) === 'yes or no');
  });
}

/** Whether a row is a header: words above values; or, where all cells are words, words that are not repeated below. */
export function looksLikeHeader(
  first: HeadRecord,
  rest: readonly HeadRecord[],
  context: CellContext,
): boolean {
  const repeats = ({ cells }: HeadRecord): boolean => cells.every((cell, c) => cell === first.cells[c]);
  const below = rest.filter((row) => !repeats(row));
  if (below.length === 0) return !first.cells.some((cell) => isQuantity(cell, context));
  const columns = columnKinds(belowWords(below, context), first.cells.length, context);
  // A date above dates is no name.
  const isTime = (kind: Kind | null): boolean => kind !== null && holds(kind) === 'times';
  if (columns.some((kind, c) => isTime(kind) && isTime(kindOf(first.cells[c] ?? '', context)))) return false;
  if (standsOut(first.cells, columns, context)) return true;
  const names = first.cells.map((c) => c.trim());
  const unique = new Set(names).size === names.length && !names.includes('');
  const isNew = (c: number): boolean => below.every(({ cells }) => cells[c]?.trim() !== names[c]);
  if (columns.every((kind) => kind === null)) return unique && names.every((_, c) => isNew(c));
  if (columns.some((kind) => kind !== null && holds(kind) !== 'yes or no')) return false;
  // A name such as y above yes and no is no sign; labels that occur again and again, but not in the first row, are one.
  const words = columns.flatMap((kind, c) => (kind === null ? [c] : []));
  return unique && words.length > 0 && words.every((c) => isNew(c) && occursAgain(below, c));
}

/** Rows below a header that may hold more of it: further names, units, remarks. */
const MOST_WORDS = 3;

/** The rows below a few rows of words, where there are any; of a short table these would count as other values. */
export function belowWords(rows: readonly HeadRecord[], context: CellContext): readonly HeadRecord[] {
  const values = rows.findIndex(({ cells }) => cells.some((cell) => isQuantity(cell, context)));
  return values > 0 && values <= MOST_WORDS ? rows.slice(values) : rows;
}

/** Whether each word of a column is in two rows on average. */
function occursAgain(rows: readonly HeadRecord[], column: number): boolean {
  return 2 * new Set(rows.map(({ cells }) => cells[column]?.trim())).size <= rows.length;
}

/** Whether a cell by itself is a number or a date. */
export function isQuantity(cell: string, context: CellContext): boolean {
  const held = holds(kindOf(cell, context));
  return held === 'quantities' || held === 'times';
}

/** What values of a kind are; null for words and missing values. */
export function holds(kind: Kind) {
  return kind === 'missing' || kind === 'word' ? null : columnTypeFacts[kind].holds;
}
