/** Statistics of the edges of a network on its training rows. */
import type { LayerStatistics } from '../../compute/backend.ts';
import type { KanModel } from '../../kan/model.ts';
import type { FitTask } from '../steps/task.ts';
import { withEvaluator } from '../objective/withEvaluator.ts';

type Context = Pick<FitTask, 'dataset' | 'backend'> & Partial<Pick<FitTask, 'wrap'>>;

/** @returns statistics of each layer. */
export async function trainingStatistics(
  context: Context,
  model: KanModel,
): Promise<readonly LayerStatistics[]> {
  const { train, encoding } = context.dataset;
  return withEvaluator(context, model, encoding, train, (evaluator) => evaluator.statistics(model.params));
}
