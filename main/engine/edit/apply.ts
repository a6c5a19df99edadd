/** An edit by hand, and the refit after it. */
import type { EditRequest } from '../../../shared/contract/edits.ts';
import type { KanModel } from '../kan/model.ts';
import { refit } from '../train/run/refit.ts';
import type { EditContext } from './context.ts';
import type { Edited } from './edited.ts';
import { edited } from './edits.ts';
import { finiteError } from './errors.ts';

/**
 * The edit and the refit that was asked for. The result has a finite value on every row.
 * @throws what {@link edited} throws; KanError `edit.not-finite`
 */
export async function applyEdit(
  context: EditContext,
  model: KanModel,
  request: EditRequest,
): Promise<Edited> {
  const result = await edited(context, model, request.edit);
  await finiteError(context, result.model);
  if (request.refit === 0) return result;
  return { ...result, model: await refitted(context, result.model, request.refit) };
}

/** The network after a refit, whose progress is reported. @throws KanError `cancelled` */
export function refitted(context: EditContext, model: KanModel, steps: number): Promise<KanModel> {
  const onStep = (done: number): void => context.report({ what: 'Refitting', done, of: steps });
  return refit(context, model, steps, { onStep });
}
