/** Lists of columns in flags. */
import { findColumn } from '../../engine/data/table/findColumn.ts';
import type { Table } from '../../engine/data/table/table.ts';

/**
 * A list of names. If the text with its commas is the name of a column, it is that one name.
 * @throws KanError `data.unknown-column`
 */
export function columnNames(table: Table, text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const whole = table.columns.some((column) => column.name === text);
  const names = whole ? [text] : text.split(',').map((name) => name.trim());
  return names.map((name) => findColumn(table, name).name);
}
