import { describe, expect, it } from 'vitest';
import { leastSquares } from '../../../main/engine/kan/leastSquares.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(8);
const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());

function times(matrix: Float64Array, m: number, n: number, x: Float64Array): Float64Array {
  return Float64Array.from({ length: m }, (_, r) => {
    let sum = 0;
    for (let c = 0; c < n; c++) sum += matrix[r * n + c] * x[c];
    return sum;
  });
}

function transpose(matrix: Float64Array, m: number, n: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, i) => matrix[(i % m) * n + Math.floor(i / m)]);
}

const largest = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);

describe('least squares', () => {
  it('recovers the solution of a consistent system', () => {
    const matrix = normals(9 * 4);
    const x = normals(4);
    const found = leastSquares(matrix, 9, 4)(times(matrix, 9, 4, x));
    expect(largest(found.map((value, i) => value - x[i]))).toBeLessThan(1e-13);
  });

  it('has a residual orthogonal to every column', () => {
    const matrix = normals(12 * 5);
    const b = normals(12);
    const x = leastSquares(matrix, 12, 5)(b);
    const residual = times(matrix, 12, 5, x).map((value, i) => value - b[i]);
    expect(largest(times(transpose(matrix, 12, 5), 5, 12, residual))).toBeLessThan(1e-13);
    expect(largest(residual)).toBeGreaterThan(0.01);
  });

  it('chooses the smallest of many solutions: the one in the row space', () => {
    const matrix = normals(3 * 6);
    const inRowSpace = times(transpose(matrix, 3, 6), 6, 3, normals(3));
    const found = leastSquares(matrix, 3, 6)(times(matrix, 3, 6, inRowSpace));
    expect(largest(found.map((value, i) => value - inRowSpace[i]))).toBeLessThan(1e-12);
  });

  it('divides a coefficient between equal columns and gives 0 to an empty one', () => {
    // Columns: v, v, 0.
    const matrix = Float64Array.of(1, 1, 0, 2, 2, 0, -1, -1, 0, 3, 3, 0);
    const x = leastSquares(matrix, 4, 3)([2, 4, -2, 6]);
    [1, 1, 0].forEach((expected, i) => expect(x[i]).toBeCloseTo(expected, 14));
  });

  it('recognises columns that depend on each other up to rounding', () => {
    const [u, v] = [normals(8), normals(8)];
    // Columns: u, v, 0.1u + 0.7v, −0.3u + 0.2v.
    const matrix = Float64Array.from({ length: 32 }, (_, i) => {
      const row = i >> 2;
      return [u[row], v[row], 0.1 * u[row] + 0.7 * v[row], -0.3 * u[row] + 0.2 * v[row]][i & 3];
    });
    const b = normals(8);
    const x = leastSquares(matrix, 8, 4)(b);
    const residual = times(matrix, 8, 4, x).map((value, i) => value - b[i]);
    expect(largest(times(transpose(matrix, 8, 4), 4, 8, residual))).toBeLessThan(1e-13);
    // The least-norm x is at right angles to the null space, which (0.1, 0.7, −1, 0) and (−0.3, 0.2, 0, −1) span.
    expect(0.1 * x[0] + 0.7 * x[1] - x[2]).toBeCloseTo(0, 13);
    expect(-0.3 * x[0] + 0.2 * x[1] - x[3]).toBeCloseTo(0, 13);
  });

  it('gives 0 for a matrix of zeros', () => {
    expect([...leastSquares(new Float64Array(6), 3, 2)([1, 2, 3])]).toEqual([0, 0]);
  });
});
