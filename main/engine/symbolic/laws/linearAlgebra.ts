/** Linear algebra of the search for laws: columns of values (one number a row), and small systems of equations. */

export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let row = 0; row < a.length; row++) total += a[row] * b[row];
  return total;
}

/** Euclidean norm. */
export function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** Root mean square. */
export function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(dot(values, values) / values.length);
}

/** Standard deviation, of all rows alike. */
export function deviation(values: Float64Array): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return rootMeanSquare(values.map((value) => value - mean));
}

/** from −= times·what, in place. */
export function subtract(from: Float64Array, what: Float64Array, times: number): void {
  for (let row = 0; row < from.length; row++) from[row] -= times * what[row];
}

/** Subtracts from the values, in place, their part along a direction of length 1. */
export function projectOut(values: Float64Array, direction: Float64Array): void {
  subtract(values, direction, dot(values, direction));
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

/** The solution of a positive definite system by Gaussian elimination; matrix and right side are overwritten. */
export function solved(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let k = 0; k < size; k++) {
    for (let i = k + 1; i < size; i++) {
      const share = matrix[i][k] / matrix[k][k];
      for (let j = k; j < size; j++) matrix[i][j] -= share * matrix[k][j];
      right[i] -= share * right[k];
    }
  }
  for (let k = size - 1; k >= 0; k--) {
    for (let j = k + 1; j < size; j++) right[k] -= matrix[k][j] * right[j];
    right[k] /= matrix[k][k];
  }
  return right;
}

/** The Schur complement: a Gram matrix after the part along one of its columns is removed. */
export function eliminated(matrix: readonly (readonly number[])[], pivot: number): number[][] {
  const row = matrix[pivot];
  return matrix.map((other) => other.map((value, j) => value - (other[pivot] * row[j]) / row[pivot]));
}
