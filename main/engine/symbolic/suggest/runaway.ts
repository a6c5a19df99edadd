/**
 * Fits that run away: a, b, c and d without end, since the best of the function is its limit. A sine that is fitted to a
 * parabola is the better the longer its wave; c grows with it. A logarithm whose pole is really far away has large
 * numbers too, but a pole still farther away fits worse.
 */
import type { EdgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import { cancellation, mostCancellation, ownSize } from '../../kan/cancellation.ts';
import type { Family, Inner } from './family.ts';
import type { Points } from './points.ts';
import { fitOuter, optimiseInner, type Fitted, type Workspace } from './project.ts';

/** How much nearer to its limit the function is moved to see whether it then fits as well. */
const nearer = 4;
/** The squared residuals may grow by this many times their mean: less than two standard errors tell. */
const told = 4;
/** Below this share of the variance, residuals are rounding. */
const rounding = 1e-14;
const effort = { iterations: 12, tolerance: 1e-6 };

/** The family without the members that cancel more than {@link mostCancellation}. */
export function restrained(family: Family): Family {
  return { ...family, most: mostCancellation };
}

/** Whether a fit cancels more than it may, and would fit as well nearer to the limit of the function. */
export function runsAway(
  fn: EdgeFunction,
  family: Family,
  fit: Fitted,
  points: Points,
  workspace: Workspace,
): boolean {
  if (!fitOuter(fn, family, fit, points, workspace)) return false;
  if (cancellation(workspace.value, points.count, ownSize(fn.name)) <= mostCancellation) return false;
  const enough = Math.max(fit.sse * (1 + told / points.count), rounding * points.spread);
  return towardsLimit(family, fit).some(({ free, inner }) => {
    const moved = { ...family, free };
    const start = fitOuter(fn, moved, inner, points, workspace);
    return start !== null && optimiseInner(fn, moved, start, points, workspace, effort).sse <= enough;
  });
}

interface Move {
  readonly inner: Inner;
  /** What is fitted again after the move. */
  readonly free: Family['free'];
}

function towardsLimit({ free }: Family, { alpha, beta }: Inner): readonly Move[] {
  switch (free) {
    case 'none':
      return [];
    case 'shift':
      return [{ inner: { alpha, beta: beta * nearer }, free: 'none' }];
    case 'scale':
      return [{ inner: { alpha: alpha / nearer, beta }, free: 'none' }];
    case 'both': {
      // A longer wave or a wider bump; or farther out on its tail, which falls like a power, e^−u or e^−u².
      const outer = beta + Math.sign(beta) * (Math.log(nearer) / 2);
      return [
        { inner: { alpha: alpha / nearer, beta }, free: 'shift' },
        { inner: { alpha: alpha * nearer, beta: beta * nearer }, free: 'scale' },
        { inner: { alpha, beta: outer }, free: 'scale' },
        { inner: { alpha: (alpha * beta) / outer, beta: outer }, free: 'scale' },
      ];
    }
  }
}
