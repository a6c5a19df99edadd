/** Which rung is taken. */
import { excess } from './judge.ts';
import type { Reached } from './rungs.ts';

/**
 * Standard errors of the difference by which a rung must lower the error. Beyond straight lines what bends must be ahead at 5 %, one-sided, as the
 * mean is left at 5 %: one standard error would be one table in six that lines suit better. Beyond smooth curves half of one.
 */
const tolerance = { beyondLines: 1.645, beyondCurves: 0.5 } as const;
/** Straight lines so many standard errors ahead of the mean need no test. */
const clear = 3;
/** So many standard errors behind it the test alone does not count. */
const behind = 0.5;
/** Chance of equal evidence without a law up to which straight lines are taken instead of the mean. */
const level = 0.05;

/**
 * From the simplest rung up, a further one is taken where it lowers the held-out error by more than the noise of the comparison (the
 * rule of one standard error: Breiman et al., "Classification and Regression Trees", 1984; Hastie, Tibshirani and Friedman, "The
 * Elements of Statistical Learning", §7.10), the standard error that of the difference on the same rows.
 *
 * - Straight lines are taken instead of the mean where a permutation test finds a law and their error is not clearly higher: the test sees weak
 *   laws that the noise of the errors hides.
 * - Whatever has curves, pairs or hidden nodes must also be ahead of straight lines at 5 %.
 *
 * @param rungs from the simplest on. @returns the index of the last one that is taken.
 */
export function chosenRung(rungs: readonly Reached[]): number {
  const lines = rungs.find(({ kind }) => kind === 'lines');
  return rungs.reduce((taken, rung, index) => {
    const before = rungs[taken];
    const ahead =
      before.kind === 'additive' || before.kind === 'pairs' ? tolerance.beyondCurves : tolerance.beyondLines;
    const better =
      rung.kind === 'lines'
        ? findsLaw(before, rung)
        : exceeds(before, rung, ahead) &&
          (lines === undefined || exceeds(lines, rung, tolerance.beyondLines));
    return better ? index : taken;
  }, 0);
}

/** Whether the error of the one is higher than that of the other by so many standard errors. */
function exceeds(one: Reached, other: Reached, errors: number): boolean {
  const { mean, standardError } = excess(one.heldOut, other.heldOut);
  return mean > errors * standardError;
}

function findsLaw(constant: Reached, lines: Reached): boolean {
  if (exceeds(constant, lines, clear)) return true;
  return !exceeds(lines, constant, behind) && (lines.chance?.() ?? 1) <= level;
}
