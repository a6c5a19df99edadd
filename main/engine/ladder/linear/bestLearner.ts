/** One of several fits: the first, unless another has a clearly lower loss on held-out rows. */
import { lossesOn } from './blend.ts';
import type { Question } from '../fits/fitDesign.ts';
import { judgesOfFew, type Folds } from '../judging/folds.ts';
import { excess, type HeldOut } from '../judging/judge.ts';
import { remembering, type Learner, type Written } from '../fits/learners.ts';

/** A fit that may replace the first. */
export interface Rival {
  readonly learner: Learner<Written>;
  /** Standard errors by which its loss must be lower. */
  readonly errors: number;
}

/**
 * If some of the rows are held out, the other parts choose, each held out in turn ({@link judgesOfFew}).
 */
export function bestLearner(
  question: Question,
  folds: Folds,
  first: Learner<Written>,
  rivals: readonly Rival[],
): Learner<Written> {
  if (rivals.length === 0) return first;
  return remembering(async (among) => {
    const except = new Set(judgesOfFew(folds, among));
    const heldOutOf = async (one: Learner<Written>): Promise<HeldOut> =>
      (await lossesOn(question, folds, except, one, one))(0);
    let best = { learner: first, heldOut: await heldOutOf(first) };
    for (const { learner, errors } of rivals) {
      const heldOut = await heldOutOf(learner);
      const { mean, standardError } = excess(best.heldOut, heldOut);
      if (mean > errors * standardError) best = { learner, heldOut };
    }
    return best.learner.learn(among);
  });
}
