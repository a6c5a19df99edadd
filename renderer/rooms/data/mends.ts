/** Mends: what they change in how the file is read and in the roles of columns, and how they are undone. Pure. */
import {
  holderOf,
  rivalsOf,
  rowRoleNames,
  withRowColumns,
  type RowRole,
} from '../../../shared/contract/columnRoles.ts';
import type { DataMend } from '../../../shared/contract/views/checks.ts';
import type { DataSetup, ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { TableView } from '../../../shared/contract/views/data.ts';
import { roleOf, withRoles } from './roles.ts';

export interface MendMade {
  readonly mend: DataMend;
  readonly before: { readonly overrides: ReadingOptions; readonly setup: DataSetup | null };
  /** How the file is read with it. */
  readonly after: ReadingOptions;
}

/** How a table is read after the mend. What is set for other columns does not change. */
export function mendedReading(before: ReadingOptions, { reading }: DataMend): ReadingOptions {
  if (reading === undefined) return before;
  const { types, limits, fillDown, ...others } = reading;
  return {
    ...before,
    ...others,
    ...(types && { types: { ...before.types, ...types } }),
    ...(limits && { limits: { ...before.limits, ...limits } }),
    ...(fillDown && { fillDown: { ...before.fillDown, ...fillDown } }),
  };
}

/** The roles of the columns after the mend. */
export function mendedSetup(before: DataSetup, mend: DataMend): DataSetup {
  const { ignore = [], missing, units } = mend;
  const given = rowRoleNames.filter((role) => holderOf(mend, role) !== null);
  const taken = new Set([...ignore, ...given.map((role) => holderOf(mend, role))]);
  const holder = (role: RowRole): string | null =>
    holderOf(mend, role) ??
    (rivalsOf(role).some((other) => given.includes(other)) ? null : holderOf(before, role));
  return {
    ...withRowColumns(before, holder),
    inputs: before.inputs.filter((name) => !taken.has(name)),
    missing: missing ?? before.missing,
    ...(units && { units: { ...before.units, ...units } }),
  };
}

/** Whether the changes of the mend are still in place. @param setup null before the table is loaded */
export function holds(
  { mend, after }: MendMade,
  overrides: ReadingOptions,
  setup: DataSetup | null,
): boolean {
  if (mend.reading) return JSON.stringify(overrides) === JSON.stringify(after);
  if (setup === null) return false;
  const { ignore = [], missing, units = {} } = mend;
  return (
    !ignore.some((name) => setup.inputs.includes(name)) &&
    rowRoleNames.every((role) => [null, holderOf(setup, role)].includes(holderOf(mend, role))) &&
    (missing ?? setup.missing) === setup.missing &&
    Object.entries(units).every(([name, unit]) => setup.units?.[name] === unit)
  );
}

/** Restores the roles, the treatment of gaps and the units from before the mend; later changes are kept. */
export function undoneSetup({ mend, before }: MendMade, setup: DataSetup, table: TableView): DataSetup {
  const again = (mend.ignore ?? []).filter((name) => before.setup?.inputs.includes(name));
  const missing = mend.missing && before.setup ? before.setup.missing : setup.missing;
  const inputs = withRoles(setup, table, again, 'input');
  const roles = rowRoleNames.reduce(
    (setup, role) => withoutRole(role, holderOf(mend, role), before.setup, setup, table),
    inputs,
  );
  const undone = { ...roles, missing };
  return mend.units ? { ...undone, units: unitsBefore(mend.units, setup, before.setup) } : undone;
}

/** The set-up with the roles that the column to which a mend gave one, and the column that it replaced, had before. */
function withoutRole(
  role: RowRole,
  column: string | null,
  before: DataSetup | null,
  setup: DataSetup,
  table: TableView,
): DataSetup {
  if (column === null || roleOf(setup, column) !== role) return setup;
  const again = withRoles(setup, table, [column], before === null ? 'ignore' : roleOf(before, column));
  const replaced = before && holderOf(before, role);
  const isFree = replaced !== null && roleOf(again, replaced) === 'ignore';
  return isFree ? withRoles(again, table, [replaced], role) : again;
}

/** The units of a set-up with those of a mend as they were before. */
function unitsBefore(
  changed: Readonly<Record<string, string>>,
  { units = {} }: DataSetup,
  before: DataSetup | null,
): Record<string, string> {
  const others = Object.entries(units).filter(([name]) => !Object.hasOwn(changed, name));
  const own = Object.entries(before?.units ?? {}).filter(([name]) => Object.hasOwn(changed, name));
  return Object.fromEntries([...others, ...own]);
}
