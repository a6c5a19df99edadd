/** An edit by hand, and the refit after it. */
import type { EditRequest } from '../../../shared/contract/schemas/edits.ts';
import type { KanModel } from '../kan/model.ts';
import { turnedUp } from '../kan/turn.ts';
import { refit } from '../train/run/refit.ts';
import type { EditContext } from './context.ts';
import type { Edited } from './edited.ts';
import { edited } from './edits.ts';
import { errorOn, errorRows, finiteError } from './errors.ts';

/**
 * The edit and the refit that was asked for, with the curves the right way up where functions were fixed. The result has
 * a finite value on every row.
 * @throws what {@link edited} throws; KanError `edit.not-finite`
 */
export async function applyEdit(
  context: EditContext,
  model: KanModel,
  request: EditRequest,
): Promise<Edited> {
  const result = await edited(context, model, request.edit);
  await finiteError(context, result.model);
  const trained = request.refit === 0 ? result.model : await refitted(context, result.model, request.refit);
  const { edit } = request;
  // Numbers that a person typed stay as they were typed.
  return {
    ...result,
    model: edit.type === 'fix' && edit.affine === null ? await upright(context, trained) : trained,
  };
}

/** How much a turned network may differ in its error, relative to it: rounding. */
const rounding = 1e-9;

/** {@link turnedUp}, where its errors are the same: at the end of a function's domain rounding matters. */
async function upright(context: EditContext, model: KanModel): Promise<KanModel> {
  const turned = turnedUp(model);
  for (const rows of ['train', errorRows(context)] as const) {
    const [before, after] = [await errorOn(context, model, rows), await errorOn(context, turned, rows)];
    if (!(Math.abs(after - before) <= rounding * (1 + before))) return model;
  }
  return turned;
}

/** The network after a refit, whose progress is reported. @throws KanError `cancelled` */
export function refitted(context: EditContext, model: KanModel, steps: number): Promise<KanModel> {
  const onStep = (done: number): void =>
    context.report({ what: 'Refitting', done, of: steps, unit: 'steps' });
  return refit(context, model, steps, { onStep });
}
