/** How many columns a table has, where its names and its rows have different numbers of cells. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { plural } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { usualWidth } from './delimiter.ts';
import { COMPARED, columnKinds, isQuantity, looksLikeHeader, rowTest, type CellContext } from './kinds.ts';
import { issuesAbove } from './linesAbove.ts';
import type { HeadRecord } from './records.ts';
import { MOST_UNITS_ROWS, unitsRow } from './unitsRow.ts';

interface Context extends CellContext {
  readonly format: TableFormat;
  readonly issues: IssueInput[];
}

/** Rows below the names that are looked at. */
const LOOKED_AT = 10;
/** Lines that may hold the names; each is compared with all lines below it. */
const MOST_TRIED = 20;

export interface TableWidth {
  readonly width: number;
  /** The records, from the names on where these say the width; each row of the table with as many cells as it has columns. */
  readonly lines: readonly HeadRecord[];
}

/**
 * The usual number of cells, but that of the names where the rows only end with further blanks (`x,y` above `1,2,,,`), or
 * where the last columns have no cell in most rows (`x,y,remark` above `1,2`). Names without any cell are left out, with a
 * note. Between blanks nothing is seen of empty cells.
 */
export function tableWidth(records: readonly HeadRecord[], context: Context): TableWidth {
  const usual = usualWidth(records.map(({ cells }) => cells));
  const isUsual = (record: HeadRecord): boolean => filledIn(record) <= usual;
  const asTheyAre = {
    width: usual,
    lines: records.map((record) => (isUsual(record) ? cut(record, usual) : record)),
  };
  if (context.format.delimiter === ' ' || usual < 2) return { width: usual, lines: records };
  // Most lines are rows of the table.
  for (let named = 0, tried = 0; 2 * named <= records.length && tried < MOST_TRIED; named++) {
    const first = firstRowBelow(records, named, usual, context);
    if (first === -1) continue;
    const found = widthBelow(records, named, first, usual, context);
    if (found !== null) return found;
    tried++;
  }
  return asTheyAre;
}

/** The width by the names in a record; null where the lines from `first` on are not the rows of such a table. */
function widthBelow(
  records: readonly HeadRecord[],
  named: number,
  first: number,
  usual: number,
  context: Context,
): TableWidth | null {
  const width = filledIn(records[named]);
  const rows = records.slice(first).filter((record) => !isSame(record, records[named]));
  const most = rows.reduce((max, row) => Math.max(max, filledIn(row)), Math.min(usual, width));
  const isHeader = looksLikeHeader(cut(records[named], usual), rows.slice(0, COMPARED), context);
  if (most > width || !isHeader || !areRows(rows, usual, context)) return null;
  if (most < width) context.issues.push(withoutCells(records[named], most));
  context.issues.push(...issuesAbove(records, named, context));
  const lines = records
    .slice(named)
    .map((record) =>
      record.cells.length < Math.min(usual, most) ? record : padded(cut(record, most), most),
    );
  return { width: most, lines };
}

/**
 * Index of the first row below a record of words that has not the usual number of cells, units between them; −1 where there is
 * none.
 */
function firstRowBelow(
  records: readonly HeadRecord[],
  named: number,
  usual: number,
  context: Context,
): number {
  const record = records[named];
  const filled = filledIn(record);
  if (filled < 2 || filled === usual || record.cells.length === usual) return -1;
  const names = record.cells.slice(0, filled).map((cell) => cell.trim());
  const areNames =
    !names.includes('') && new Set(names).size === names.length && !hasQuantity(record, context);
  const below = records.slice(named + 1, named + 2 + MOST_UNITS_ROWS);
  const values = below.findIndex((row) => hasQuantity(row, context));
  const areUnits = below.slice(0, Math.max(0, values)).every((row) => unitsRow([row]) !== null);
  return areNames && areUnits && values !== -1 && below[values].cells.length >= usual
    ? named + 1 + values
    : -1;
}

const hasQuantity = ({ cells }: HeadRecord, context: Context): boolean =>
  cells.some((cell) => isQuantity(cell, context));

/** Whether the first of these lines are rows of the table, and not those of another one above it. */
function areRows(lines: readonly HeadRecord[], usual: number, context: Context): boolean {
  const first = lines.slice(0, LOOKED_AT).map((line) => ({ ...line, known: cut(line, usual) }));
  const isRow = rowTest(columnKinds(first, usual, context), context);
  const fitting = first.filter(({ known }) => isRow(known.cells));
  const short = first.filter(({ cells }) => cells.length === usual);
  return (
    first.every(({ known }) => hasQuantity(known, context)) &&
    fitting.length >= first.length - 1 &&
    2 * short.length > first.length
  );
}

/** The names once more. */
const isSame = (one: HeadRecord, other: HeadRecord): boolean =>
  one.cells.length === other.cells.length && one.cells.every((cell, c) => cell === other.cells[c]);

/** How many cells there are without the blank ones at the end. */
const filledIn = ({ cells }: HeadRecord): number => cells.findLastIndex((cell) => cell.trim() !== '') + 1;

/** Without blank cells, or names, behind the columns. */
const cut = (record: HeadRecord, width: number): HeadRecord =>
  record.cells.length > width ? { ...record, cells: record.cells.slice(0, width) } : record;

const padded = (record: HeadRecord, width: number): HeadRecord => ({
  ...record,
  cells: [...record.cells, ...Array.from({ length: width - record.cells.length }, () => '')],
});

function withoutCells({ cells, line }: HeadRecord, most: number): IssueInput {
  const names = cells
    .slice(most)
    .map((cell) => cell.trim())
    .filter(Boolean);
  return {
    severity: 'note',
    code: 'csv.names-without-cells',
    message: (words) =>
      `${words.Line} ${line} has ${plural(most + names.length, 'name')}, but the first rows have ${plural(most, 'cell')}: ${names.map((name) => `“${name.slice(0, 40)}”`).join(', ')} ${names.length === 1 ? 'has' : 'have'} no values and ${names.length === 1 ? 'is' : 'are'} left out.`,
    line,
  };
}
