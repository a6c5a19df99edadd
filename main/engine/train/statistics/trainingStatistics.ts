/** What goes through the edges of a network on the rows that it is trained on. */
import type { LayerStatistics } from '../../compute/backend.ts';
import type { KanModel } from '../../kan/model.ts';
import { plainObjective } from '../objective/objective.ts';
import type { FitTask } from '../steps/task.ts';

type Context = Pick<FitTask, 'dataset' | 'backend'> & Partial<Pick<FitTask, 'wrap'>>;

/** @returns statistics of each layer. */
export async function trainingStatistics(
  { dataset: { train, encoding }, backend, wrap = (evaluator) => evaluator }: Context,
  model: KanModel,
): Promise<readonly LayerStatistics[]> {
  const evaluator = wrap(backend.evaluator(model, train, plainObjective(encoding)), train.rows);
  try {
    return await evaluator.statistics(model.params);
  } finally {
    evaluator.dispose();
  }
}
