/** Which rung is taken. */
import type { RungKind } from '../../../shared/contract/ladderViews.ts';
import { excess } from './judge.ts';
import type { Reached } from './rungs.ts';

/**
 * Standard errors of the difference by which a further rung must lower the error: half of one from the mean to straight lines, and
 * beyond smooth curves; the whole of one where curves are to bend what a line or the mean would carry on beyond the rows.
 */
function toleranceBetween(simpler: RungKind, further: RungKind): number {
  if (simpler === 'constant') return further === 'lines' ? 0.5 : 1;
  return simpler === 'lines' ? 1 : 0.5;
}

/**
 * From the simplest rung up: a further one is taken where it lowers the held-out error by more than the noise of the comparison (the
 * rule of one standard error: Breiman et al., "Classification and Regression Trees", 1984; Hastie, Tibshirani and Friedman, "The
 * Elements of Statistical Learning", §7.10). The standard error is that of the difference of the two on the same rows, which is
 * smaller than that of either.
 * @param rungs from the simplest on. @returns the index of the last one that is taken.
 */
export function chosenRung(rungs: readonly Reached[]): number {
  return rungs.reduce((taken, rung, index) => {
    const { mean, standardError } = excess(rungs[taken].heldOut, rung.heldOut);
    return mean > toleranceBetween(rungs[taken].kind, rung.kind) * standardError ? index : taken;
  }, 0);
}
