/**
 * A sum of few terms by least squares: all terms are fitted together, then those that the rows do not support are removed,
 * the least certain first. This also finds correlated terms (x² and x⁴), which a choice of one term after the other often
 * misses.
 */
import { dot } from '../../../optim/vector.ts';
import { backSubstituted, length, projectOut, projectOutAll } from '../linearAlgebra.ts';

/** A coefficient is certain where it is this many times its standard error. */
const certain = 4;
/** The root of the sum of squares of rounding errors, as a share of that of the values. */
const rounding = 1e-14;
/** A term is left out where less than this share of it is independent of the others. */
const dependent = 1e-9;

export interface Fit {
  /** The places of the terms that were fitted. */
  readonly terms: readonly number[];
  /** The coefficient of each. */
  readonly numbers: Float64Array;
  /** |coefficient| / standard error. */
  readonly certainty: Float64Array;
  /** Weighted sum of squares. */
  readonly left: number;
  /** `left` over the degrees of freedom. */
  readonly variance: number;
}

/** What is fitted. */
export interface Sums {
  /** The values of every term. */
  readonly values: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weights: Float64Array;
}

/** Fits with fewer and fewer terms, each with at most `few`, all coefficients certain in the first. */
export function withFewerTerms(start: Fit, sums: Sums, few: number): Fit[] {
  const found: Fit[] = [];
  let current: Fit | null = start;
  while (current !== null) {
    const { terms, certainty } = current;
    const order: number[] = [...terms.keys()].sort((i, j) => certainty[i] - certainty[j]);
    const uncertain: number = order.filter((i) => certainty[i] < certain).length;
    if (uncertain === 0 && terms.length <= few) found.push(current);
    if (terms.length <= 1) break;
    // Few at a time, because each removal makes the others more certain.
    const dropped = new Set<number>(order.slice(0, Math.max(1, Math.floor(uncertain / 4))));
    current = fittedTerms(
      terms.filter((_, i) => !dropped.has(i)),
      sums,
    );
  }
  return found;
}

/** Weighted least squares by orthogonal columns; null where it is not finite. */
export function fittedTerms(terms: readonly number[], { values, target, weights }: Sums): Fit | null {
  const roots = weights.map(Math.sqrt);
  const basis: Float64Array[] = [];
  const upper: number[][] = [];
  const right: number[] = [];
  const kept: number[] = [];
  const rest = target.map((value, row) => value * roots[row]);
  const size = length(rest);
  for (const term of terms) {
    const column = values[term].map((value, row) => value * roots[row]);
    const before = length(column);
    const shares = projectOutAll(column, basis);
    const norm = length(column);
    if (!(norm > dependent * before)) continue;
    for (let row = 0; row < column.length; row++) column[row] /= norm;
    kept.push(term);
    basis.push(column);
    upper.push([...shares, norm]);
    right.push(dot(rest, column));
    projectOut(rest, column);
  }
  const count = kept.length;
  const numbers = backSubstituted(upper, right, count);
  if (count === 0 || !numbers.every(Number.isFinite)) return null;
  const left = dot(rest, rest);
  // Rounding errors count as noise.
  const variance = (left + (rounding * size) ** 2) / Math.max(1, target.length - count);
  const inverse = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const unit = new Array<number>(count).fill(0);
    unit[k] = 1;
    backSubstituted(upper, unit, k + 1).forEach((value, i) => (inverse[i] += value * value));
  }
  const certainty = numbers.map((value, k) => Math.abs(value) / Math.sqrt(variance * inverse[k]));
  return { terms: kept, numbers, certainty, left, variance };
}
