/** Matrices as sums of products of two vectors. */
import { eigen } from './eigen.ts';

/** A singular value of a matrix M, its right singular vector v, and Mv, whose length is the singular value. */
export interface SingularPart {
  readonly value: number;
  readonly right: Float64Array;
  readonly product: Float64Array;
}

/**
 * M = Σ product · rightᵀ by the eigenvectors of MᵀM (Golub and Van Loan, "Matrix Computations", §2.4): the fewest terms for
 * a given error. Singular values below 1e-8 of the largest are lost in rounding.
 * @param matrix [row][column] @returns the largest first; values of 0 are left out.
 */
export function singularParts(matrix: Float64Array, rows: number, columns: number): SingularPart[] {
  const gram = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < columns; j++)
      for (let r = 0; r < rows; r++)
        gram[i * columns + j] += matrix[r * columns + i] * matrix[r * columns + j];
  const { values, vectors } = eigen(gram, columns);
  return Array.from(values.keys())
    .filter((k) => values[k] > 0)
    .sort((a, b) => values[b] - values[a])
    .map((k) => {
      const right = Float64Array.from({ length: columns }, (_, j) => vectors[j * columns + k]);
      const product = Float64Array.from({ length: rows }, (_, r) =>
        right.reduce((sum, value, j) => sum + matrix[r * columns + j] * value, 0),
      );
      return { value: Math.sqrt(values[k]), right, product };
    });
}
