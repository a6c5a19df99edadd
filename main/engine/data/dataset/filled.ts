/** Values of inputs that are missing in the table and replaced by a typical one. */
import type { FilledView } from '../../../../shared/contract/views/formula.ts';
import type { Feature } from '../encoding/encoding.ts';
import { findColumn } from '../table/findColumn.ts';
import type { Table } from '../table/table.ts';

/** The filled values of one column. */
export interface FilledColumn {
  readonly column: string;
  /** Names of the inputs that the column is. */
  readonly inputs: readonly string[];
  /** The table's rows, ascending, from 0. */
  readonly rows: Uint32Array;
}

/** Columns in which values are filled. */
export function filledColumns(table: Table, features: readonly Feature[]): readonly FilledColumn[] {
  const filling = features.filter(({ fill }) => fill !== null);
  return [...new Set(filling.map(({ column }) => column))].flatMap((column) => {
    const { values, missing } = findColumn(table, column);
    if (missing === 0) return [];
    const inputs = filling.filter((feature) => feature.column === column).map(({ name }) => name);
    const rows = Uint32Array.from(values.keys()).filter((row) => !Number.isFinite(values[row]));
    return [{ column, inputs, rows }];
  });
}

/** Which of these rows of the table, from 0, have a filled value. @param used whether the value of an input counts. */
export function filledAmong(
  filled: readonly FilledColumn[],
  rows: readonly number[],
  used: (input: string) => boolean,
): readonly FilledView[] {
  return filled
    .filter(({ inputs }) => inputs.some(used))
    .map(({ column, rows: all }) => {
      return { column, rows: rows.filter((row) => all.includes(row)).map((row) => row + 1) };
    })
    .filter((each) => each.rows.length > 0);
}
