/** Which rung is taken. */
import { excess } from './judge.ts';
import type { Reached } from './rungs.ts';

/** Standard errors of the difference by which a simpler model may be behind the best. */
const tolerance = 0.5;

/**
 * The simplest rung whose held-out error is at most one standard error above the lowest (Breiman et al., "Classification and
 * Regression Trees", 1984; Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", §7.10), the standard
 * error being that of the difference of the two on the same rows.
 * @param rungs from the simplest on. @returns its index.
 */
export function chosenRung(rungs: readonly Reached[], errors = tolerance): number {
  const best = rungs.reduce((a, b) => (b.heldOut.mean < a.heldOut.mean ? b : a));
  return rungs.findIndex((rung) => {
    const { mean, standardError } = excess(rung.heldOut, best.heldOut);
    return mean <= errors * standardError || rung === best;
  });
}
