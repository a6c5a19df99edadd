/** A target under a transform, also where noise carries a few rows out of the transform's domain. */
import type { Transform } from './transforms.ts';

export interface TransformedTarget {
  /** T(y) of each row. */
  readonly values: Float64Array;
  /** So that squared errors of T(y) are those of y, to first order; 0 for a row outside of the domain. */
  readonly weights: Float64Array;
}

/** So many of the rows may lie outside: noise makes short distances negative. */
const mostOutside = 0.02;
/** A row counts at most so many times as the median row: where T is flat, errors of y are not of first order. */
const mostWeight = 100;

/**
 * T(y) of the first rows; null where T has no inverse for the target.
 * @param target all of it. @param weights of the first rows, so that Σ w·(difference of y)² is the error that counts
 */
export function transformed(
  transform: Transform,
  target: Float64Array,
  weights: Float64Array,
): TransformedTarget | null {
  const domain = domainFor(transform, target);
  if (domain === null) return null;
  const [low, high] = domain;
  const some = target.subarray(0, weights.length);
  const isInside = some.map((y) => (y >= low && y <= high ? 1 : 0));
  const values = some.map((y, row) => (isInside[row] ? transform.value(y) : 0));
  const shares = some.map((y, row) => (isInside[row] ? 1 / Math.max(transform.slope(y) ** 2, 1e-30) : 0));
  const most = mostWeight * shares.toSorted()[shares.length >> 1];
  const own = shares.map((share, row) => weights[row] * Math.min(share, most));
  return values.every(Number.isFinite) && own.every(Number.isFinite) ? { values, weights: own } : null;
}

/** The range of the target in which the transform has an inverse, without the fewest rows at one end; null for none. */
function domainFor({ takes }: Transform, target: Float64Array): readonly [number, number] | null {
  const sorted = target.toSorted();
  const last = sorted.length - 1;
  for (let outside = 0; outside <= mostOutside * sorted.length; outside++) {
    if (takes(sorted[outside], sorted[last])) return [sorted[outside], sorted[last]];
    if (takes(sorted[0], sorted[last - outside])) return [sorted[0], sorted[last - outside]];
  }
  return null;
}
