/** One of two fits: the one with the lower loss on held-out rows. */
import { lossesOn } from './blend.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { remembering, type Learner, type Written } from './learners.ts';

/**
 * If some of the rows are held out, the other parts choose, each held out in turn: the rows that judge a fit have no say
 * in the choice. A single part chooses for itself too: it is held out only where rows are many, and of two fits none
 * can be better by chance there.
 */
export function eitherLearner(
  question: Question,
  folds: Folds,
  one: Learner<Written>,
  other: Learner<Written>,
): Learner<Written> {
  return remembering(async (among) => {
    const judged = among === null || folds.held.length === 1 ? [] : folds.held[folds.others.indexOf(among)];
    const losses = await lossesOn(question, folds, new Set(judged), one, other);
    return (losses(1).mean < losses(0).mean ? other : one).learn(among);
  });
}
