/** The principal axes of columns, at the cost of the smaller of their number and that of the rows. */
import { dot } from './cholesky.ts';
import { eigen } from './eigen.ts';
import { eigenLarge } from './eigenLarge.ts';
import type { Breathe } from '../breath.ts';

/** From this size on the faster algorithm for eigenvectors is used; below it the most accurate one. */
const largeSize = 64;

/** X = Σ_k u_k·v_kᵀ, where the v_k have length 1 and are orthogonal, and so are the u_k = Xv_k. */
export interface PrincipalAxes {
  /** u_k, [row] */
  readonly axes: readonly Float64Array[];
  /** d_k = |u_k|², the eigenvalues of XᵀX. */
  readonly d: Float64Array;
  /** Σ_k s_k·v_k from the s_k: the weights of the columns that give Σ_k s_k·u_k. */
  readonly weights: (shares: readonly number[]) => Float64Array;
}

/** @param columns of X, each with so many rows. */
export function principalAxes(
  columns: readonly Float64Array[],
  rows: number,
  breathe: Breathe,
): Promise<PrincipalAxes> {
  return columns.length > rows ? fromRows(columns, rows, breathe) : fromColumns(columns, rows, breathe);
}

/** XᵀX = VDVᵀ. */
async function fromColumns(
  columns: readonly Float64Array[],
  rows: number,
  breathe: Breathe,
): Promise<PrincipalAxes> {
  const { values, vectors } = await eigenOfProducts(columns, breathe);
  const axes: Float64Array[] = [];
  for (const vector of vectors) {
    await breathe();
    axes.push(combined(columns, vector, rows));
  }
  return {
    axes,
    d: values.map((value) => Math.max(value, 0)),
    weights: (shares) => combined(vectors, shares, columns.length),
  };
}

/** XXᵀ = WDWᵀ, with which u_k = √d_k·w_k and v_k = Xᵀw_k/√d_k. */
async function fromRows(
  columns: readonly Float64Array[],
  rows: number,
  breathe: Breathe,
): Promise<PrincipalAxes> {
  const lines = Array.from({ length: rows }, (_, row) => Float64Array.from(columns, (column) => column[row]));
  const { values, vectors } = await eigenOfProducts(lines, breathe);
  const kept = Array.from(values.keys()).filter((k) => values[k] > 0);
  const lengths = kept.map((k) => Math.sqrt(values[k]));
  return {
    axes: kept.map((k, at) => vectors[k].map((part) => lengths[at] * part)),
    d: Float64Array.from(kept, (k) => values[k]),
    weights: (shares) => {
      const sum = combined(
        kept.map((k) => vectors[k]),
        shares.map((share, at) => share / lengths[at]),
        rows,
      );
      return Float64Array.from(columns, (column) => dot(column, 0, sum, 0, rows));
    },
  };
}

/** Σ_i s_i·x_i */
function combined(vectors: readonly Float64Array[], shares: ArrayLike<number>, length: number): Float64Array {
  const sum = new Float64Array(length);
  vectors.forEach((vector, k) => {
    const share = shares[k];
    for (let i = 0; i < length; i++) sum[i] += share * vector[i];
  });
  return sum;
}

/** Of the matrix of the products of each two vectors. */
async function eigenOfProducts(
  of: readonly Float64Array[],
  breathe: Breathe,
): Promise<{ readonly values: Float64Array; readonly vectors: readonly Float64Array[] }> {
  const size = of.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    await breathe();
    for (let j = 0; j <= i; j++) {
      matrix[i * size + j] = matrix[j * size + i] = dot(of[i], 0, of[j], 0, of[i].length);
    }
  }
  if (size >= largeSize) return eigenLarge(matrix, size, breathe);
  const { values, vectors } = eigen(matrix, size);
  const column = (k: number): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => vectors[i * size + k]);
  return { values, vectors: Array.from({ length: size }, (_, k) => column(k)) };
}
