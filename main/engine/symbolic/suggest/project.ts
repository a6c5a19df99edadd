/**
 * Variable projection (Golub and Pereyra, 1973, with Kaufman's simplification): for given a and b the best c and d are
 * known in closed form, so that only a and b are searched, by Levenberg–Marquardt on what is left.
 */
import type { EdgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import { cancellation, ownSize } from '../../kan/cancellation.ts';
import type { Family, Inner } from './family.ts';
import type { Points } from './points.ts';

/** c·f(u) + d with the weighted sum of squared residuals. */
export interface Outer {
  readonly c: number;
  readonly d: number;
  readonly sse: number;
}

export interface Fitted extends Inner, Outer {}

/** Arrays to work in, so that thousands of fits need no new memory. */
export interface Workspace {
  readonly value: Float64Array;
  readonly trial: Float64Array;
}

/** @param count of samples */
export function workspaceFor(count: number): Workspace {
  return { value: new Float64Array(count), trial: new Float64Array(count) };
}

/** Writes f(alpha·s + beta); false where a value is not finite, and where the family does not allow these values. */
function evaluate(
  fn: EdgeFunction,
  { most }: Family,
  { alpha, beta }: Inner,
  { s, count }: Points,
  out: Float64Array,
): boolean {
  for (let i = 0; i < count; i++) out[i] = fn.value(alpha * s[i] + beta);
  for (let i = 0; i < count; i++) if (!(Math.abs(out[i]) < 1e150)) return false;
  return most === undefined || cancellation(out, count, ownSize(fn.name)) <= most;
}

/** The best c and d for values of f, from centred sums; c = 0 where f does not vary. */
export function solveOuter(value: Float64Array, { y, weight, count, totalWeight, mean }: Points): Outer {
  let total = 0;
  for (let i = 0; i < count; i++) total += weight[i] * value[i];
  const centre = total / totalWeight;
  let variance = 0;
  let covariance = 0;
  for (let i = 0; i < count; i++) {
    const deviation = value[i] - centre;
    variance += weight[i] * deviation * deviation;
    covariance += weight[i] * deviation * (y[i] - mean);
  }
  const rounding = (4 * Number.EPSILON * centre) ** 2 * totalWeight;
  const c = variance > rounding ? covariance / variance : 0;
  let sse = 0;
  for (let i = 0; i < count; i++) {
    const residual = y[i] - mean - c * (value[i] - centre);
    sse += weight[i] * residual * residual;
  }
  return { c, d: mean - c * centre, sse };
}

/** Fit of c and d alone; null where f is not finite at some sample, or the family does not allow it. */
export function fitOuter(
  fn: EdgeFunction,
  family: Family,
  inner: Inner,
  points: Points,
  { value }: Workspace,
): Fitted | null {
  if (!evaluate(fn, family, inner, points, value)) return null;
  return { ...inner, ...solveOuter(value, points) };
}

export interface Effort {
  readonly iterations: number;
  /** Ends when an iteration lessens the sum of squares by less than this share. */
  readonly tolerance: number;
}

/** Levenberg–Marquardt in the free ones of alpha and beta, inside the family's domain. */
export function optimiseInner(
  fn: EdgeFunction,
  family: Family,
  start: Fitted,
  points: Points,
  { value, trial }: Workspace,
  { iterations, tolerance }: Effort,
): Fitted {
  if (family.free === 'none' || family.search === 'step') return start;
  let best = start;
  let damping = 1e-4;
  if (!evaluate(fn, family, best, points, value)) return start;
  for (let iteration = 0; iteration < iterations; iteration++) {
    // Below this, everything is rounding error.
    if (best.sse <= 1e-29 * points.spread) break;
    const model = normalEquations(fn, best, value, points);
    let accepted = false;
    for (let attempt = 0; attempt < 6 && !accepted; attempt++) {
      const inner = stepFrom(family, best, model, damping);
      damping = Math.max(damping * 8, 1e-6);
      if (!inner || !evaluate(fn, family, inner, points, trial)) continue;
      const outer = solveOuter(trial, points);
      if (!(outer.sse < best.sse)) continue;
      const gain = 1 - outer.sse / best.sse;
      best = { ...inner, ...outer };
      value.set(trial.subarray(0, points.count));
      damping = Math.max(damping / 64, 1e-12);
      accepted = true;
      if (gain < tolerance) return best;
    }
    if (!accepted) break;
  }
  return best;
}

/** Gauss–Newton matrix and right-hand side for (alpha, beta), with c and d projected out. */
interface Normal {
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
  readonly ra: number;
  readonly rb: number;
}

function normalEquations(
  fn: EdgeFunction,
  { alpha, beta, c, d }: Fitted,
  value: Float64Array,
  { s, y, weight, count, totalWeight }: Points,
): Normal {
  let [f, p, q, ff, fp, fq, pp, pq, qq] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [r, rf, rp, rq] = [0, 0, 0, 0];
  // Values are shifted by the first one, so that a large offset does not hide their differences.
  const origin = count > 0 ? value[0] : 0;
  for (let i = 0; i < count; i++) {
    const w = weight[i];
    const slope = fn.derivative(alpha * s[i] + beta);
    const byAlpha = slope * s[i];
    const shifted = value[i] - origin;
    const residual = w * (y[i] - c * value[i] - d);
    f += w * shifted;
    p += w * byAlpha;
    q += w * slope;
    ff += w * shifted * shifted;
    fp += w * shifted * byAlpha;
    fq += w * shifted * slope;
    pp += w * byAlpha * byAlpha;
    pq += w * byAlpha * slope;
    qq += w * slope * slope;
    r += residual;
    rf += residual * shifted;
    rp += residual * byAlpha;
    rq += residual * slope;
  }
  const centred = (product: number, left: number, right: number): number =>
    product - (left * right) / totalWeight;
  const variance = centred(ff, f, f);
  const alongP = centred(fp, f, p);
  const alongQ = centred(fq, f, q);
  const alongR = centred(rf, f, r);
  const off = (product: number, left: number, right: number): number =>
    variance > 0 ? product - (left * right) / variance : product;
  return {
    aa: c * c * off(centred(pp, p, p), alongP, alongP),
    ab: c * c * off(centred(pq, p, q), alongP, alongQ),
    bb: c * c * off(centred(qq, q, q), alongQ, alongQ),
    // In exact arithmetic the residuals are orthogonal to 1 and f; near a perfect fit, rounding errors are not.
    ra: c * off(centred(rp, r, p), alongR, alongP),
    rb: c * off(centred(rq, r, q), alongR, alongQ),
  };
}

/** The damped step, shortened where it would leave the domain; null where there is none. */
function stepFrom(
  family: Family,
  { alpha, beta }: Inner,
  { aa, ab, bb, ra, rb }: Normal,
  damping: number,
): Inner | null {
  let [byAlpha, byBeta] = [0, 0];
  if (family.free === 'shift') byBeta = rb / (bb * (1 + damping));
  else if (family.free === 'scale') byAlpha = ra / (aa * (1 + damping));
  else {
    const [damped, dampedB] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = damped * dampedB - ab * ab;
    byAlpha = (ra * dampedB - rb * ab) / determinant;
    byBeta = (rb * damped - ra * ab) / determinant;
  }
  if (!Number.isFinite(byAlpha) || !Number.isFinite(byBeta) || (byAlpha === 0 && byBeta === 0)) return null;
  const share = feasibleShare(family, { alpha, beta }, byAlpha, byBeta);
  if (share <= 0) return null;
  return { alpha: alpha + share * byAlpha, beta: beta + share * byBeta };
}

/** The part of a step that stays in the domain: all of it, to a closed end, or 95 % of the way to an open one. */
function feasibleShare(
  { low, high, closed, free }: Family,
  { alpha, beta }: Inner,
  byAlpha: number,
  byBeta: number,
): number {
  const side = Math.sign(alpha);
  const ease = closed ? 1 - 4 * Number.EPSILON : 0.95;
  let share = 1;
  const limit = (room: number, rate: number): void => {
    if (rate > room) share = Math.min(share, (ease * Math.max(0, room)) / rate);
  };
  limit(high - (beta + side * alpha), byBeta + side * byAlpha);
  limit(beta - side * alpha - low, -(byBeta - side * byAlpha));
  // The scale must not change its sign within a step.
  if (free === 'both') limit(0.9 * Math.abs(alpha), -side * byAlpha);
  return share;
}
