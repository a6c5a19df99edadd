/** A model's errors on every split. */
import type { RevisionView, Scores } from '../../../shared/contract/views.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset, Split } from '../data/dataset/dataset.ts';
import { noScores, scoreOf } from '../data/index.ts';
import type { KanModel } from '../kan/model.ts';
import { plainObjective } from '../train/objective/objective.ts';

export async function scoreModel(
  backend: Backend,
  model: KanModel,
  dataset: Dataset,
): Promise<NonNullable<RevisionView['scores']>> {
  const on = async (split: Split): Promise<Scores> => {
    if (split.rows === 0) return noScores;
    const evaluator = backend.evaluator(model, split, plainObjective(dataset.encoding));
    try {
      return scoreOf(dataset.encoding, await evaluator.forward(model.params), split);
    } finally {
      evaluator.dispose();
    }
  };
  return {
    train: await on(dataset.train),
    validation: await on(dataset.validation),
    test: await on(dataset.test),
  };
}
