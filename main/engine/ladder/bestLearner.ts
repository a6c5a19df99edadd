/** One of several fits: the first, unless another has a clearly lower loss on held-out rows. */
import { lossesOn } from './blend.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { excess, type HeldOut } from './judge.ts';
import { remembering, type Learner, type Written } from './learners.ts';

/** Standard errors by which the loss of another fit must be lower. */
const clearly = 0.5;

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
    const heldOutOf = async (one: Learner<Written>): Promise<HeldOut> =>
      (await lossesOn(question, folds, except, one, one))(0);
    let best = { learner: first, heldOut: await heldOutOf(first) };
    for (const learner of others) {
      const heldOut = await heldOutOf(learner);
      const { mean, standardError } = excess(best.heldOut, heldOut);
      if (mean > clearly * standardError) best = { learner, heldOut };
    }
    return best.learner.learn(among);
  });
}
