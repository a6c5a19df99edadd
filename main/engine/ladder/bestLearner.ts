/** One of several fits: the one with the lowest loss on held-out rows. */
import { lossesOn } from './blend.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { remembering, type Learner, type Written } from './learners.ts';

/**
 * If some of the rows are held out, the other parts choose, each held out in turn: the rows that judge a fit have no say
 * in the choice. A single part chooses for itself too: it is held out only where rows are many, and few fits can hardly
 * be better by chance there.
 */
export function bestLearner(
  question: Question,
  folds: Folds,
  learners: readonly Learner<Written>[],
): Learner<Written> {
  const [first, ...others] = learners;
  if (others.length === 0) return first;
  return remembering(async (among) => {
    const judged = among === null || folds.held.length === 1 ? [] : folds.held[folds.others.indexOf(among)];
    const except = new Set(judged);
    const lossOf = async (one: Learner<Written>): Promise<number> =>
      (await lossesOn(question, folds, except, one, one))(0).mean;
    let best = { learner: first, loss: await lossOf(first) };
    for (const learner of others) {
      const loss = await lossOf(learner);
      if (loss < best.loss) best = { learner, loss };
    }
    return best.learner.learn(among);
  });
}
