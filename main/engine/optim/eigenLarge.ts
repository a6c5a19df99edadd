/** Eigenvalues of large symmetric matrices, and of many small ones. */
import { dot } from './cholesky.ts';
import type { Breathe } from '../breath.ts';

/** A tridiagonal matrix T = QᵀAQ. */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Beside the diagonal; the last is 0. */
  readonly beside: Float64Array;
  /** Qᵀ, [column of Q][row]. */
  readonly axes: Float64Array;
}

/** Sweeps for one eigenvalue; two are usual. */
const mostSweeps = 60;

/** Av_k = λ_k·v_k, in no order. */
export interface Eigen {
  readonly values: Float64Array;
  /** By eigenvalue, of length 1. */
  readonly vectors: readonly Float64Array[];
}

/** {@link eigenInSteps} with pauses, so that the engine goes on answering. */
export async function eigenLarge(matrix: Float64Array, size: number, breathe: Breathe): Promise<Eigen> {
  const steps = eigenInSteps(matrix, size);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}

/** {@link eigenInSteps} without a pause. Jacobi's rotations are more accurate for values far below the largest, and slower. */
export function eigenAtOnce(matrix: Float64Array, size: number): Eigen {
  const steps = eigenInSteps(matrix, size);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Eigenvalues and vectors of a symmetric matrix, by Householder's reflections and the QL algorithm with implicit
 * shifts (Golub and Van Loan, §8.3). It takes about 10·size³ operations, in steps of about size².
 */
function* eigenInSteps(matrix: Float64Array, size: number): Generator<void, Eigen> {
  const { diagonal, beside, axes } = yield* tridiagonal(matrix, size);
  for (let first = 0; first < size; first++) {
    for (let sweep = 0; sweep < mostSweeps; sweep++) {
      let last = first;
      while (last < size - 1 && !negligible(beside[last], diagonal[last], diagonal[last + 1])) last++;
      if (last === first) break;
      yield;
      chase(diagonal, beside, axes, first, last);
    }
  }
  const vectors = Array.from({ length: size }, (_, k) => axes.subarray(k * size, (k + 1) * size));
  return { values: diagonal, vectors };
}

function negligible(beside: number, one: number, other: number): boolean {
  return Math.abs(beside) <= Number.EPSILON * (Math.abs(one) + Math.abs(other));
}

function* tridiagonal(matrix: Float64Array, size: number): Generator<void, Tridiagonal> {
  const a = matrix.slice();
  const beside = new Float64Array(size);
  /** Of each reflection I − βvvᵀ. */
  const betas = new Float64Array(size);
  const mirrors: Float64Array[] = [];
  const product = new Float64Array(size);
  for (let k = 0; k < size - 1; k++) {
    yield;
    const from = k + 1;
    const v = a.slice(k * size, (k + 1) * size).fill(0, 0, from);
    const norm = Math.sqrt(dot(v, from, v, from, size - from));
    const head = v[from] > 0 ? -norm : norm;
    beside[k] = head;
    mirrors.push(v);
    if (norm === 0) continue;
    v[from] -= head;
    const beta = (betas[k] = 2 / dot(v, from, v, from, size - from));
    for (let i = from; i < size; i++) {
      product[i] = beta * dot(a, i * size + from, v, from, size - from);
    }
    const half = (beta / 2) * dot(product, from, v, from, size - from);
    for (let i = from; i < size; i++) product[i] -= half * v[i];
    for (let i = from; i < size; i++) {
      for (let j = from; j < size; j++) a[i * size + j] -= v[i] * product[j] + product[i] * v[j];
    }
  }
  const axes = new Float64Array(size * size);
  for (let i = 0; i < size; i++) axes[i * size + i] = 1;
  for (let k = size - 2; k >= 0; k--) {
    yield;
    const [v, from] = [mirrors[k], k + 1];
    for (let i = from; i < size; i++) {
      const share = betas[k] * dot(axes, i * size + from, v, from, size - from);
      for (let j = from; j < size; j++) axes[i * size + j] -= share * v[j];
    }
  }
  const diagonal = Float64Array.from({ length: size }, (_, i) => a[i * size + i]);
  return { diagonal, beside, axes };
}

/** One QL step with Wilkinson's shift on the rows from `first` to `last`. */
function chase(
  diagonal: Float64Array,
  beside: Float64Array,
  axes: Float64Array,
  first: number,
  last: number,
): void {
  const size = diagonal.length;
  const lean = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
  const shift = diagonal[first] - beside[first] / (lean + (Math.sign(lean) || 1) * Math.hypot(lean, 1));
  let g = diagonal[last] - shift;
  let [sine, cosine, p] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const [f, b] = [sine * beside[i], cosine * beside[i]];
    const r = Math.hypot(f, g);
    beside[i + 1] = r;
    if (r === 0) {
      diagonal[i + 1] -= p;
      beside[last] = 0;
      return;
    }
    [sine, cosine] = [f / r, g / r];
    g = diagonal[i + 1] - p;
    const turn = (diagonal[i] - g) * sine + 2 * cosine * b;
    p = sine * turn;
    diagonal[i + 1] = g + p;
    g = cosine * turn - b;
    for (let k = i * size; k < (i + 1) * size; k++) {
      const [one, other] = [axes[k], axes[k + size]];
      axes[k + size] = sine * one + cosine * other;
      axes[k] = cosine * one - sine * other;
    }
  }
  diagonal[first] -= p;
  beside[first] = g;
  beside[last] = 0;
}
