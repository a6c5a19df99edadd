/** Which rows of a table belong together where rows are held out. */
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { findColumn } from '../table/findColumn.ts';
import type { Table } from '../table/table.ts';
import type { Groups } from './dataset.ts';

/**
 * The groups by row of the table, null where no column is named. Each row without a value is a group of its own.
 * @throws KanError `data.unknown-column`
 */
export function groupsOf(table: Table, setup: DataSetup): Groups | null {
  const { groups } = setup;
  if (groups === undefined) return null;
  const { values } = findColumn(table, groups);
  const numbers = new Map<number, number>();
  let count = 0;
  const of = Uint32Array.from(values, (value) => {
    const known = Number.isNaN(value) ? undefined : numbers.get(value);
    const number = known ?? count++;
    numbers.set(value, number);
    return number;
  });
  return { column: groups, of };
}

/** The groups of some rows. @param rows of those that the groups are of */
export function groupsAt({ column, of }: Groups, rows: Uint32Array): Groups {
  return { column, of: rows.map((row) => of[row]) };
}

/** The sum of each group's values, which are independent where rows of a group are not. @param groups of each value */
export function sumsByGroup(values: Float64Array, groups: Uint32Array): Float64Array {
  const sums = new Map<number, number>();
  values.forEach((value, i) => sums.set(groups[i], (sums.get(groups[i]) ?? 0) + value));
  return Float64Array.from(sums.values());
}
