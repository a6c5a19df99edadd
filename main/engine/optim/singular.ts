/** Matrices as sums of products of two vectors. */
import { dot } from './cholesky.ts';
import { eigenAtOnce } from './eigenLarge.ts';

/** A singular value of a matrix M, its right singular vector v, and Mv, whose length is the singular value. */
export interface SingularPart {
  readonly value: number;
  readonly right: Float64Array;
  readonly product: Float64Array;
}

/**
 * M = Σ product · rightᵀ by the eigenvectors of MᵀM (Golub and Van Loan, "Matrix Computations", §2.4): the fewest terms for
 * a given error. Singular values below 1e-8 of the largest are lost in rounding.
 * @param matrix [row][column] @param least only singular values above it are returned.
 * @returns the largest first.
 */
export function singularParts(
  matrix: Float64Array,
  rows: number,
  columns: number,
  least: number,
): SingularPart[] {
  const transposed = Float64Array.from(
    { length: matrix.length },
    (_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)],
  );
  const gram = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++)
    for (let j = 0; j <= i; j++)
      gram[i * columns + j] = gram[j * columns + i] = dot(transposed, i * rows, transposed, j * rows, rows);
  const { values, vectors } = eigenAtOnce(gram, columns);
  return Array.from(values.keys())
    .filter((k) => values[k] > least ** 2)
    .sort((a, b) => values[b] - values[a])
    .map((k) => ({
      value: Math.sqrt(values[k]),
      right: vectors[k],
      product: Float64Array.from({ length: rows }, (_, r) =>
        dot(matrix, r * columns, vectors[k], 0, columns),
      ),
    }));
}
