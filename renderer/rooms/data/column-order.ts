/** The order in which the columns of a table are listed. Pure. */
import { rowRoleNames, type ColumnRole } from '../../../shared/contract/columnRoles.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { ColumnView } from '../../../shared/contract/views/data.ts';
import { nextSorting, sortedBy, type Sorting } from '../../ui/sorting.ts';
import { roleOf } from './roles.ts';

export type SortKey = 'type' | 'name' | 'missing' | 'role';
/** Null: as in the file. */
export type ColumnOrder = Sorting<SortKey>;

const byRole: readonly ColumnRole[] = ['target', ...rowRoleNames, 'input', 'ignore'];

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
    role: ({ name }) => byRole.indexOf(roleOf(setup, name)),
  });
}
