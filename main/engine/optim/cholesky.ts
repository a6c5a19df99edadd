/** Symmetric positive definite systems, dense: the factor, solutions, and the diagonal of the inverse. */
import { factorizeDense, hasDenseKernel } from './dense/dense.ts';

/** From this size on the kernel factors the matrix, by the same sums up to a size of 200: five times as fast at 64. */
const kernelSize = 16;
/** Pivots are at least this share of their diagonal entries. */
const leastPivot = 1e-13;

/**
 * The lower triangle L of A = LLᵀ (Golub and Van Loan, "Matrix Computations", §4.2), in place; the entries above the
 * diagonal are not changed. A pivot that rounding makes smaller than 1e-13 of its diagonal entry is set to that value.
 * @param a [size][size], the lower triangle is read.
 */
export function factorize(a: Float64Array, size: number): Float64Array {
  factorizerOf(size)(a, size, leastPivot, false);
  return a;
}

/** The same; null where the matrix is not positive definite, so that its content is then of no use. */
export function factorizeDefinite(a: Float64Array, size: number): Float64Array | null {
  return factorizerOf(size)(a, size, leastPivot, true) ? a : null;
}

function factorizerOf(size: number): typeof factorizeDense {
  return size >= kernelSize && hasDenseKernel() ? factorizeDense : factorizePlain;
}

/** As {@link factorizeDense}, without the kernel. */
export function factorizePlain(a: Float64Array, size: number, least: number, definite: boolean): boolean {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j < i; j++) {
      a[row + j] = (a[row + j] - dot(a, row, a, j * size, j)) / a[j * size + j];
    }
    const entry = a[row + i];
    const pivot = entry - dot(a, row, a, row, i);
    if (definite && !(pivot > 0)) return false;
    a[row + i] = Math.sqrt(definite ? pivot : Math.max(pivot, least * Math.abs(entry), Number.MIN_VALUE));
  }
  return true;
}

/** L⁻¹b, whose square is bᵀ(LLᵀ)⁻¹b. */
export function solveLower(factor: Float64Array, size: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < size; i++) x[i] = (x[i] - dot(factor, i * size, x, 0, i)) / factor[i * size + i];
  return x;
}

/** x with LLᵀx = b. */
export function solveFactored(factor: Float64Array, size: number, b: Float64Array): Float64Array {
  const x = solveLower(factor, size, b);
  for (let i = size - 1; i >= 0; i--) {
    x[i] /= factor[i * size + i];
    for (let j = 0; j < i; j++) x[j] -= factor[i * size + j] * x[i];
  }
  return x;
}

/** The last rows and columns of (LLᵀ)⁻¹, [block][block]: all of it without `block`. */
export function inverseBlock(factor: Float64Array, size: number, block = size): Float64Array {
  const inverse = new Float64Array(block * block);
  for (let column = 0; column < block; column++) {
    const unit = new Float64Array(size);
    unit[size - block + column] = 1;
    inverse.set(solveFactored(factor, size, unit).subarray(size - block), column * block);
  }
  return inverse;
}

/** The diagonal of (LLᵀ)⁻¹: sums of squares of the columns of L⁻¹. */
export function inverseDiagonal(factor: Float64Array, size: number): Float64Array {
  const diagonal = new Float64Array(size);
  // Columns of L⁻¹, each as a row of its own, so that the inner product runs over neighbours.
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column[j] = 1 / factor[j * size + j];
    let sum = column[j] ** 2;
    for (let i = j + 1; i < size; i++) {
      const value = -dot(factor, i * size + j, column, j, i - j) / factor[i * size + i];
      column[i] = value;
      sum += value * value;
    }
    diagonal[j] = sum;
  }
  return diagonal;
}

/** Σ a[from + k]·b[to + k] over `count` neighbouring entries, in four sums at a time. */
export function dot(a: Float64Array, from: number, b: Float64Array, to: number, count: number): number {
  let [s, t, u, v] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s += a[from + k] * b[to + k];
    t += a[from + k + 1] * b[to + k + 1];
    u += a[from + k + 2] * b[to + k + 2];
    v += a[from + k + 3] * b[to + k + 3];
  }
  for (; k < count; k++) s += a[from + k] * b[to + k];
  return s + t + (u + v);
}
