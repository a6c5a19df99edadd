/** The error of a network before and after an edit. */
import { cancelled, userError } from '../../../shared/errors.ts';
import type { Split } from '../data/dataset/dataset.ts';
import type { KanModel } from '../kan/model.ts';
import { errorOfLoss } from '../train/objective/errorOfLoss.ts';
import type { EditContext } from './context.ts';
import { withEvaluator } from '../train/objective/withEvaluator.ts';

/** The rows that an edit's errors are measured on: the validation rows, or the training rows where there are none. */
export function errorRows({ dataset }: EditContext): 'validation' | 'train' {
  return dataset.validation.rows > 0 ? 'validation' : 'train';
}

/** Errors that were measured before: while a slider moves, previews need the same ones again. */
const knownErrors = new WeakMap<KanModel, { readonly split: Split; readonly error: number }>();

/** RMSE in the target's own units, or cross-entropy. */
export async function errorOn(
  context: EditContext,
  model: KanModel,
  rows: 'validation' | 'train',
): Promise<number> {
  if (context.signal.aborted) throw cancelled();
  const split = context.dataset[rows];
  const known = knownErrors.get(model);
  if (known?.split === split) return known.error;
  const error = await measuredError(context, model, split);
  knownErrors.set(model, { split, error });
  return error;
}

async function measuredError(
  { backend, dataset }: EditContext,
  model: KanModel,
  split: Split,
): Promise<number> {
  const { loss } = await withEvaluator({ backend }, model, dataset.encoding, split, (evaluator) =>
    evaluator.evaluate(model.params, null),
  );
  return errorOfLoss(loss, dataset.encoding);
}

/**
 * The error of a changed network on the {@link errorRows}.
 * @throws KanError `edit.not-finite` where it has no finite value on some row.
 */
export async function finiteError(context: EditContext, model: KanModel): Promise<number> {
  const error = await errorOn(context, model, errorRows(context));
  const trainError = errorRows(context) === 'train' ? error : await errorOn(context, model, 'train');
  if (Number.isFinite(error) && Number.isFinite(trainError)) return error;
  throw userError(
    'edit.not-finite',
    'After this edit the network would have no finite value for some rows of the data.',
    'A function such as a logarithm or 1/x gets inputs for which it is not defined, or its values are too large: choose other numbers or another function.',
  );
}
