/** Finds the products of powers in which a law scales, from the slopes of a surface through its rows. */
import { leastSquares } from '../../../kan/leastSquares.ts';
import { dot } from '../../../optim/vector.ts';
import { eliminated } from '../linearAlgebra.ts';
import type { Scaling } from './scaling.ts';

/**
 * Writes each xᵢ∂f/∂xᵢ as a combination of a few of them (pivots): Σₖ Rₖᵢ·pivotₖ means that f depends only on Πᵢ
 * xᵢ^Rₖᵢ, one group for each pivot; where f itself is such a combination, one group becomes a factor.
 */
export function scalings(slopes: readonly Float64Array[], own: Float64Array): Scaling[] {
  const count = slopes.length;
  const columns = [...slopes, own];
  const gram = columns.map((a) => columns.map((b) => dot(a, b)));
  const found: Scaling[] = [];
  const pivots: number[] = [];
  let left = gram.map((row) => row.slice());
  while (pivots.length < count) {
    let pivot = -1;
    for (let i = 0; i < count; i++) {
      const share = left[i][i] / gram[i][i];
      if (
        !pivots.includes(i) &&
        gram[i][i] > 0 &&
        (pivot < 0 || share * weight(i) > (left[pivot][pivot] / gram[pivot][pivot]) * weight(pivot))
      )
        pivot = i;
    }
    if (pivot < 0 || !(left[pivot][pivot] > 1e-20 * gram[pivot][pivot])) break;
    pivots.push(pivot);
    left = eliminated(left, pivot);
    const ofPivots = Float64Array.from(pivots.flatMap((i) => pivots.map((j) => gram[i][j])));
    const solve = leastSquares(ofPivots, pivots.length, pivots.length);
    const coefficients = (of: number): number[] => [...solve(pivots.map((i) => gram[i][of]))];
    const doubt = (of: number): number => Math.sqrt(Math.max(0, left[of][of]) / gram[of][of]);
    const rows = pivots.map(() => new Array<number>(count).fill(0));
    let good = true;
    for (let i = 0; i < count && good; i++) {
      if (pivots.includes(i)) {
        rows[pivots.indexOf(i)][i] = 1;
        continue;
      }
      const snapped = doubt(i) > 0.5 ? null : snap(coefficients(i));
      if (snapped === null) good = false;
      else snapped.forEach((value, k) => (rows[k][i] = value));
    }
    if (!good) continue;
    const whole = rows.map(wholeExponents);
    const degrees = doubt(count) > 0.5 ? null : snap(coefficients(count));
    if (degrees !== null) {
      for (const [k, degree] of degrees.entries()) {
        if (degree === 0) continue;
        const factor = rows[k].map((value) => value / degree);
        const groups = rows.flatMap((row, j) =>
          j === k ? [] : [wholeExponents(row.map((value, i) => value - degrees[j] * factor[i]))],
        );
        found.push({ factor, groups });
      }
    }
    if (pivots.length < count) found.push({ factor: slopes.map(() => 0), groups: whole });
  }
  return found;
  function weight(i: number): number {
    // The columns with the largest slopes come first, because their slopes are the most accurate.
    return gram[i][i];
  }
}

/** The nearest multiples of ½; null where one of them is not near enough, or too large. */
function snap(values: readonly number[]): number[] | null {
  const snapped = values.map((value) => {
    const half = Math.round(2 * value) / 2;
    return Math.abs(value - half) < 0.2 ? half : NaN;
  });
  return snapped.every((value) => Number.isFinite(value) && Math.abs(value) <= 6) ? snapped : null;
}

/** Multiplied by the smallest number that makes all exponents whole and the first one positive. */
export function wholeExponents(exponents: readonly number[]): number[] {
  const times =
    [1, 2, 3, 4, 6].find((n) =>
      exponents.every((value) => Math.abs(n * value - Math.round(n * value)) < 1e-6),
    ) ?? 1;
  const first = exponents.find((value) => value !== 0) ?? 1;
  return exponents.map((value) => (value === 0 ? 0 : Math.sign(first) * times * value));
}
