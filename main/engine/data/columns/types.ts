/** The types that a column can have, each a record, in the order in which they are tried. */
import type { ColumnType } from '../../../../shared/contract/columnTypes.ts';
import { booleanType } from './records/boolean.ts';
import { categoryType } from './records/category.ts';
import type { NumberParser } from './cells/cells.ts';
import type { CellReader, ColumnTypeRecord, ReadingContext } from './columnType.ts';
import { dateType } from './records/date.ts';
import { numberType } from './records/number.ts';
import { textType } from './records/text.ts';

export const columnTypes: readonly ColumnTypeRecord[] = [
  numberType,
  booleanType,
  dateType,
  categoryType,
  textType,
];

const byName = new Map(columnTypes.map((record) => [record.type, record]));

/** The record of a type. */
export function columnType(type: ColumnType): ColumnTypeRecord {
  return byName.get(type)!;
}

/** The first type that can read enough of the cells. A column without values is read as numbers. */
export function recogniseColumn(cells: readonly string[], context: ReadingContext): CellReader {
  const values = presentValues(cells, context);
  if (values.length === 0) return numberType.reader(values, context);
  for (const type of columnTypes) {
    const reader = type.recognise(values, context);
    if (reader !== null) return reader;
  }
  return textType.reader(values, context);
}

/**
 * How the cells are read of a column that is known to hold labels, or values. Null where they seem to be of that kind, or
 * cannot be.
 * @param found the type that they seem to be of
 */
export function expectedReader(
  held: 'labels' | 'values',
  found: ColumnType,
  cells: readonly string[],
  context: ReadingContext,
): CellReader | null {
  const values = presentValues(cells, context);
  if (held === 'labels')
    return values.length === 0 || found === textType.type ? categoryType.reader(values, context) : null;
  if (values.length === 0 || columnType(found).numbers !== null) return null;
  const type = mostFrequentType(values, context.parse);
  return type === null ? null : columnType(type).reader(values, context);
}

/** How the cells are read as a type that a person set. */
export function readerOf(type: ColumnType, cells: readonly string[], context: ReadingContext): CellReader {
  return columnType(type).reader(presentValues(cells, context), context);
}

/** The type that a cell by itself is a value of; null for words. */
export function typeOfCell(cell: string, parse: NumberParser): ColumnType | null {
  return columnTypes.find(({ isValue }) => isValue?.(cell, parse) === true)?.type ?? null;
}

/** The type that most of the cells are values of; null where they are words. */
export function mostFrequentType(cells: readonly string[], parse: NumberParser): ColumnType | null {
  const counts = new Map<ColumnType, number>();
  for (const cell of cells) {
    const type = typeOfCell(cell, parse);
    if (type !== null) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** How cells are read that the type of their column does not fit: as labels, of which there may turn out to be too many. */
export function labelReader(context: ReadingContext): CellReader {
  return textType.recognise(['…'], context)!;
}

/** How labels are read that are numbers but for a few. */
export function numberReader(context: ReadingContext): CellReader {
  return numberType.reader([], context);
}

/**
 * The type of a column in the table. @param read the type that its cells were read as. @param fixed a person chose it.
 * @param overflowed it has more labels than a category can have.
 */
export function typeInTable(read: ColumnType, fixed: boolean, overflowed: boolean): ColumnType {
  if (overflowed) return textType.type;
  return read === textType.type && !fixed ? categoryType.type : read;
}

/** Trimmed, without the marks of missing values. */
function presentValues(cells: readonly string[], { marks }: ReadingContext): string[] {
  return cells.map((cell) => cell.trim()).filter((cell) => !marks.has(cell));
}
