import { describe, expect, it } from 'vitest';
import { bandedLeastSquares } from '../../../main/engine/kan/bandedLeastSquares.ts';
import { leastSquares } from '../../../main/engine/kan/leastSquares.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(5);
const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());

/** The same matrix with its zeros, row by row. */
function dense(values: Float64Array, first: Int32Array, width: number, n: number): Float64Array {
  const matrix = new Float64Array(first.length * n);
  first.forEach((column, row) =>
    matrix.set(values.subarray(row * width, (row + 1) * width), row * n + column),
  );
  return matrix;
}

describe('banded least squares', () => {
  it.each([
    [1, 3, 4],
    [2, 7, 30],
    [4, 12, 90],
    [6, 6, 9],
  ])('agrees with dense least squares: bands of %i in %i columns', (width, n, rows) => {
    const first = Int32Array.from({ length: rows }, (_, row) => Math.floor((row / rows) * (n - width + 1)));
    const values = normals(rows * width);
    const matrix = dense(values, first, width, n);
    const rhs = normals(rows);
    const expected = leastSquares(matrix, rows, n)(rhs);
    const found = bandedLeastSquares(values, first, width, n)!(rhs);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 10));
  });

  it('solves for many right-hand sides from one factor', () => {
    const first = Int32Array.of(0, 0, 1, 1, 2, 2);
    const values = normals(12);
    const matrix = dense(values, first, 2, 4);
    const solve = bandedLeastSquares(values, first, 2, 4)!;
    for (const x of [normals(4), normals(4)]) {
      const rhs = Float64Array.from({ length: 6 }, (_, r) =>
        x.reduce((sum, value, c) => sum + matrix[4 * r + c] * value, 0),
      );
      solve(rhs).forEach((value, i) => expect(value).toBeCloseTo(x[i], 10));
    }
  });

  it('refuses columns that depend on each other, and columns without a row', () => {
    const first = Int32Array.of(0, 0, 0);
    expect(bandedLeastSquares(Float64Array.of(1, 2, 2, 4, 3, 6), first, 2, 2)).toBeNull();
    expect(bandedLeastSquares(Float64Array.of(1, 0, 2, 0, 3, 0), first, 2, 2)).toBeNull();
    expect(bandedLeastSquares(Float64Array.of(1, 0, 2, 1, 3, 5), first, 2, 3)).toBeNull();
  });
});
