/** The order in which the columns of a table are listed. Pure. */
import type { DataSetup } from '../../../shared/contract/schemas.ts';
import type { ColumnView } from '../../../shared/contract/views.ts';
import { roleOf } from './roles.ts';

export type SortKey = 'type' | 'name' | 'missing' | 'role';
/** Null: as in the file. */
export type ColumnOrder = { readonly by: SortKey; readonly down: boolean } | null;

const roleRank = { target: 0, weight: 1, input: 2, ignore: 3 } as const;

/** Clicks on a heading: ascending, descending, as in the file. For missing values the first order is descending. */
export function nextOrder(order: ColumnOrder, by: SortKey): ColumnOrder {
  const downFirst = by === 'missing';
  if (order?.by !== by) return { by, down: downFirst };
  return order.down === downFirst ? { by, down: !downFirst } : null;
}

export function sortedColumns(
  columns: readonly ColumnView[],
  order: ColumnOrder,
  setup: DataSetup,
): readonly ColumnView[] {
  if (order === null) return columns;
  const compare = {
    type: (a: ColumnView, b: ColumnView) => a.type.localeCompare(b.type),
    name: (a: ColumnView, b: ColumnView) => a.name.localeCompare(b.name, undefined, { numeric: true }),
    missing: (a: ColumnView, b: ColumnView) => a.missing - b.missing,
    role: (a: ColumnView, b: ColumnView) => roleRank[roleOf(setup, a.name)] - roleRank[roleOf(setup, b.name)],
  }[order.by];
  return columns.toSorted((a, b) => (order.down ? compare(b, a) : compare(a, b)));
}
