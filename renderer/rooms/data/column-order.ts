/** The order in which the columns of a table are listed. Pure. */
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { ColumnView } from '../../../shared/contract/views/data.ts';
import { nextSorting, sortedBy, type Sorting } from '../../ui/sorting.ts';
import { roleOf } from './roles.ts';

export type SortKey = 'type' | 'name' | 'missing' | 'role';
/** Null: as in the file. */
export type ColumnOrder = Sorting<SortKey>;

const roleRank = { target: 0, weight: 1, uncertainty: 1, group: 2, input: 3, ignore: 4 } as const;

/** Clicks on a heading: ascending, descending, as in the file. For missing values the first order is descending. */
export function nextOrder(order: ColumnOrder, by: SortKey): ColumnOrder {
  return nextSorting(order, by, by === 'missing');
}

export function sortedColumns(
  columns: readonly ColumnView[],
  order: ColumnOrder,
  setup: DataSetup,
): readonly ColumnView[] {
  return sortedBy(columns, order, {
    type: ({ type }) => type,
    name: ({ name }) => name,
    missing: ({ missing }) => missing,
    role: ({ name }) => roleRank[roleOf(setup, name)],
  });
}
