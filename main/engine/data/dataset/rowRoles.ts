/** Checks whether columns can have the roles that say something of the rows. */
import {
  holderOf,
  rivalsOf,
  rowRoleNames,
  rowRoles,
  type RowRole,
} from '../../../../shared/contract/columnRoles.ts';
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../../shared/errors.ts';
import { columnType } from '../columns/types.ts';
import { findColumn } from '../table/findColumn.ts';
import type { Column, Table } from '../table/table.ts';

/**
 * @throws KanError `data.unknown-column`; the role's own code for a column that has another role too, or cannot have this one, and
 *   where another column says the same of the rows.
 */
export function checkRowRoles(table: Table, setup: DataSetup): void {
  for (const role of rowRoleNames) {
    const name = holderOf(setup, role);
    if (name === null) continue;
    const { says, twice } = rowRoles[role];
    const other = otherRole(name, role, setup);
    if (other !== null) throw userError(twice.code, twice.message(name, other), 'Give the column one role.');
    const rival = rivalsOf(role).find((one) => holderOf(setup, one) !== null);
    if (rival !== undefined)
      throw userError(
        twice.code,
        `${says} by the ${role} “${name}” or by the ${rival} “${holderOf(setup, rival)}”, not by both.`,
        'Give one of the columns another role.',
      );
    requireSuited(findColumn(table, name), role);
  }
}

/** @throws KanError the role's own code for a column whose values are of another kind */
export function requireSuited({ name, type }: Pick<Column, 'name' | 'type'>, role: RowRole): void {
  const { suits, unsuited } = rowRoles[role];
  if (suits({ type })) return;
  throw userError(unsuited.code, unsuited.message(name, columnType(type).words.many), unsuited.hint);
}

/** With its article; of the roles that are declared before this one. */
function otherRole(column: string, role: RowRole, setup: DataSetup): string | null {
  if (setup.inputs.includes(column)) return 'an input';
  if (setup.targets.includes(column)) return 'a target';
  const before = rowRoleNames.slice(0, rowRoleNames.indexOf(role));
  const other = before.find((one) => holderOf(setup, one) === column);
  return other === undefined ? null : `the ${other}`;
}
