/** The types that a column can have, each a record, in the order in which they are tried. */
import type { ColumnType } from '../../../../shared/contract/views.ts';
import { booleanType } from './boolean.ts';
import { categoryType } from './category.ts';
import type { CellReader, ColumnTypeRecord, ReadingContext } from './columnType.ts';
import { dateType } from './date.ts';
import { numberType } from './number.ts';
import { textType } from './text.ts';

export const columnTypes: readonly ColumnTypeRecord[] = [
  numberType,
  booleanType,
  dateType,
  categoryType,
  textType,
];

const byName = new Map(columnTypes.map((record) => [record.type, record]));

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

/** How the cells are read as a type that a person set. */
export function readerOf(type: ColumnType, cells: readonly string[], context: ReadingContext): CellReader {
  return columnType(type).reader(presentValues(cells, context), context);
}

/** Trimmed, without the marks of missing values. */
function presentValues(cells: readonly string[], { marks }: ReadingContext): string[] {
  return cells.map((cell) => cell.trim()).filter((cell) => !marks.has(cell));
}
