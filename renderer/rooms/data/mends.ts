/** Mends: what they change in how the file is read and in the roles of columns, and how they are undone. Pure. */
import type { DataMend } from '../../../shared/contract/checkViews.ts';
import type { DataSetup, ReadingOptions } from '../../../shared/contract/schemas.ts';
import type { TableView } from '../../../shared/contract/views.ts';
import { withRoles } from './roles.ts';

export interface MendMade {
  readonly mend: DataMend;
  readonly before: { readonly overrides: ReadingOptions; readonly setup: DataSetup | null };
  /** How the file is read with it. */
  readonly after: ReadingOptions;
}

/** How a table is read after the mend. Types and limits of other columns do not change. */
export function mendedReading(before: ReadingOptions, { reading }: DataMend): ReadingOptions {
  if (reading === undefined) return before;
  const { types, limits, ...others } = reading;
  return {
    ...before,
    ...others,
    ...(types && { types: { ...before.types, ...types } }),
    ...(limits && { limits: { ...before.limits, ...limits } }),
  };
}

/** The roles of the columns after the mend. */
export function mendedSetup(before: DataSetup, { ignore = [], missing }: DataMend): DataSetup {
  const inputs = before.inputs.filter((name) => !ignore.includes(name));
  return { ...before, inputs, missing: missing ?? before.missing };
}

/** Whether the changes of the mend are still in place. @param setup null before the table is loaded */
export function holds(
  { mend, after }: MendMade,
  overrides: ReadingOptions,
  setup: DataSetup | null,
): boolean {
  if (mend.reading) return JSON.stringify(overrides) === JSON.stringify(after);
  if (setup === null) return false;
  const { ignore = [], missing } = mend;
  return !ignore.some((name) => setup.inputs.includes(name)) && (missing ?? setup.missing) === setup.missing;
}

/** Restores the roles, and the treatment of gaps, from before the mend; later changes are kept. */
export function undoneSetup({ mend, before }: MendMade, setup: DataSetup, table: TableView): DataSetup {
  const again = (mend.ignore ?? []).filter((name) => before.setup?.inputs.includes(name));
  const missing = mend.missing && before.setup ? before.setup.missing : setup.missing;
  return { ...withRoles(setup, table, again, 'input'), missing };
}
