/** Variances of the constants of a formula where rows of a group are not independent. */
import { dot } from '../../optim/cholesky.ts';
import { eigen } from '../../optim/eigen.ts';
import { jackknifeVariance } from '../../train/statistics/leaveGroupOut.ts';

/** The part of some rows in a fit of constants: for all rows of the data, or for those of a group. */
export interface FitShare {
  /** Slopes times errors, summed over the rows. */
  readonly score: Float64Array;
  /** The matrix of the fit, JᵀWJ or the information of a likelihood, [constant][constant]. */
  readonly matrix: Float64Array;
}

/** Directions with a smaller share of the largest eigenvalue are those of rounding. */
const rounding = 1e-14;

/**
 * The jackknife by groups, as bands have it (`groupedCovariance`; equal to R's clubSandwich, CR3 times (G − 1)/G), for directions c: that of one
 * constant has 1 in its place.
 * @returns null for a constant that one group alone determines, and where there is one group.
 */
export function groupedVariance(groups: readonly FitShare[]): (c: Float64Array) => number | null {
  const size = groups[0].score.length;
  const whole = new Float64Array(size * size);
  for (const { matrix } of groups) matrix.forEach((value, at) => (whole[at] += value));
  const whiten = whitening(whole, size);
  const variance = jackknifeVariance(
    groups.map(({ score, matrix }) => ({ score: whiten(score), matrix: whitened(matrix, size, whiten) })),
  );
  return (c) => variance(whiten(c));
}

type Whiten = (vector: Float64Array) => Float64Array;

/** W with WᵀW the inverse of the matrix, without directions that it does not determine. */
function whitening(matrix: Float64Array, size: number): Whiten {
  // In units of the constants in which the diagonal is 1.
  const units = Float64Array.from({ length: size }, (_, i) => 1 / (Math.sqrt(matrix[i * (size + 1)]) || 1));
  const scaled = matrix.map((value, at) => value * units[Math.floor(at / size)] * units[at % size]);
  const { values, vectors } = eigen(scaled, size);
  const least = rounding * values.reduce((most, value) => Math.max(most, value), 0);
  const rows = [...values.keys()]
    .filter((k) => values[k] > least)
    .map((k) =>
      Float64Array.from(
        { length: size },
        (_, i) => (vectors[i * size + k] * units[i]) / Math.sqrt(values[k]),
      ),
    );
  return (vector) => Float64Array.from(rows, (row) => dot(row, 0, vector, 0, size));
}

/** WMWᵀ */
function whitened(matrix: Float64Array, size: number, whiten: Whiten): Float64Array {
  const columns = Array.from({ length: size }, (_, i) => whiten(matrix.subarray(i * size, (i + 1) * size)));
  const kept = columns[0].length;
  const result = new Float64Array(kept * kept);
  for (let k = 0; k < kept; k++) {
    const row = whiten(Float64Array.from(columns, (column) => column[k]));
    result.set(row, k * kept);
  }
  return result;
}
