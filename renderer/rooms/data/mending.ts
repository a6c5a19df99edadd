/** Records of mends, and how to undo them. Pure. */
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
