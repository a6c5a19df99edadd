/** Linear algebra of the search for laws: columns of values (one number a row), and small systems of equations. */
import { addScaled, dot } from '../../optim/vector.ts';

/** Euclidean norm. */
export function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** Subtracts from the values, in place, their part along a direction of length 1. */
export function projectOut(values: Float64Array, direction: Float64Array): void {
  addScaled(values, -dot(values, direction), direction);
}

/**
 * Subtracts from the values, in place, their parts along directions of length 1 that are at right angles; twice, since the
 * first time leaves rounding errors.
 * @returns how much of each direction they had
 */
export function projectOutAll(values: Float64Array, directions: readonly Float64Array[]): number[] {
  const shares = new Array<number>(directions.length).fill(0);
  for (let pass = 0; pass < 2; pass++) {
    directions.forEach((direction, k) => {
      const share = dot(values, direction);
      shares[k] += share;
      addScaled(values, -share, direction);
    });
  }
  return shares;
}

/** Scales the values to length 1, in place. */
export function normalise(values: Float64Array): void {
  const norm = length(values);
  for (let row = 0; row < values.length; row++) values[row] /= norm;
}

/** A copy of length 1. */
export function unit(values: Float64Array): Float64Array {
  const copy = values.slice();
  normalise(copy);
  return copy;
}

/**
 * The first `count` unknowns of a triangular system.
 * @param upper its columns: `upper[k]` holds the k + 1 coefficients of unknown k.
 */
export function backSubstituted(
  upper: readonly (readonly number[])[],
  right: readonly number[],
  count: number,
): Float64Array {
  const solution = Float64Array.from(right.slice(0, count));
  for (let k = count - 1; k >= 0; k--) {
    solution[k] /= upper[k][k];
    for (let j = 0; j < k; j++) solution[j] -= upper[k][j] * solution[k];
  }
  return solution;
}

/** The Schur complement: a Gram matrix after the part along one of its columns is removed. */
export function eliminated(matrix: readonly (readonly number[])[], pivot: number): number[][] {
  const row = matrix[pivot];
  return matrix.map((other) => other.map((value, j) => value - (other[pivot] * row[j]) / row[pivot]));
}
