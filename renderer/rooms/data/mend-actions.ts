/** Makes and undoes mends, before and after the table is loaded. */
import type { DataMend } from '../../../shared/contract/views/checks.ts';
import type { MendMade } from './mends.ts';
import type { DataNeeds } from './needs.ts';

/** Makes a mend in the preview, or in the table in use. */
export async function makeMend({ data, setup, files, pageSteps }: DataNeeds, mend: DataMend): Promise<void> {
  const overrides = data.noteMend(mend);
  if (data.preview) return data.correct(overrides);
  if (!mend.reading) return setup.change(() => data.mendSetup(mend));
  const before = data.table?.overrides ?? {};
  await files.reread(overrides);
  // Undo reverses it like any change; it comes with a new network.
  pageSteps.add({ undo: () => files.reread(before), redo: () => files.reread(overrides) });
}

export async function takeBackMend({ data, setup, files }: DataNeeds, made: MendMade): Promise<void> {
  data.forgetMend(made);
  if (data.preview) return data.correct(made.before.overrides);
  if (!made.mend.reading) return setup.change(() => data.unmendSetup(made));
  await files.reread(made.before.overrides);
}
