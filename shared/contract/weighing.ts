/** How much the rows of a table count. */
import {
  holderOf,
  rowRoleNames,
  rowRoles,
  weighingRoles,
  type RowColumns,
  type RowRole,
  type WeighingRole,
} from './columnRoles.ts';

/** The column that says it, and in which role. */
export interface Weighing {
  readonly column: string;
  readonly holds: WeighingRole;
}

const weighs = (role: RowRole): role is WeighingRole => rowRoles[role].says === 'Rows count';

/** Null where all rows count the same. */
export function weighingOf(setup: Readonly<Partial<RowColumns>> | null): Weighing | null {
  if (setup === null) return null;
  for (const holds of rowRoleNames.filter(weighs)) {
    const column = holderOf(setup, holds);
    if (column !== null) return { column, holds };
  }
  return null;
}

/** By what rows count, in a sentence. */
export function countedBy({ column, holds }: Weighing): string {
  return weighingRoles[holds].by(column);
}
