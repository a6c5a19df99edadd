/** Which rung is taken. */
import type { RungKind } from '../../../shared/contract/ladderViews.ts';
import { excess } from './judge.ts';
import type { Reached } from './rungs.ts';

/**
 * Standard errors of the difference by which a simpler model may be behind the best: the whole of one for straight lines, which
 * hold where no row was; half of one for the others.
 */
const tolerance: Readonly<Record<RungKind, number>> = {
  constant: 0.5,
  lines: 1,
  additive: 0.5,
  pairs: 0.5,
  hidden: 0,
};

/**
 * The simplest rung whose held-out error is above the lowest by no more than the noise of the comparison (the rule of one standard
 * error: Breiman et al., "Classification and Regression Trees", 1984; Hastie, Tibshirani and Friedman, "The Elements of
 * Statistical Learning", §7.10). The standard error is that of the difference of the two on the same rows, which is smaller than
 * that of either.
 * @param rungs from the simplest on. @returns its index.
 */
export function chosenRung(rungs: readonly Reached[]): number {
  const best = rungs.reduce((a, b) => (b.heldOut.mean < a.heldOut.mean ? b : a));
  return rungs.findIndex((rung) => {
    const { mean, standardError } = excess(rung.heldOut, best.heldOut);
    return rung === best || mean <= tolerance[rung.kind] * standardError;
  });
}
