/** A model's errors on every split. */
import type { RevisionView } from '../../../shared/contract/views/history.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset, Split } from '../data/dataset/dataset.ts';
import { noScores, scoreOf } from '../data/index.ts';
import type { KanModel } from '../kan/model.ts';
import { withEvaluator } from '../train/objective/withEvaluator.ts';

/** The scores of a network on each split; those of a split without rows are {@link noScores}. */
export async function scoreModel(
  backend: Backend,
  model: KanModel,
  dataset: Dataset,
): Promise<NonNullable<RevisionView['scores']>> {
  const on = async (split: Split): Promise<Scores> => {
    if (split.rows === 0) return noScores;
    const outputs = await withEvaluator({ backend }, model, dataset.encoding, split, (evaluator) =>
      evaluator.forward(model.params),
    );
    return scoreOf(dataset.encoding, outputs, split);
  };
  return {
    train: await on(dataset.train),
    validation: await on(dataset.validation),
    test: await on(dataset.test),
  };
}
