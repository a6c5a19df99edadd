// Cholesky factors by blocks of columns, left-looking. First a block column is updated with all columns before it by
// products of rows, which are contiguous. Then its diagonal block is factored, and the rows below are solved for.
import { copy } from './zero';

export const BLOCK: i32 = 48;

@unmanaged
export class Cholesky {
  /** Row-major; the lower triangle is replaced by the factor. */
  matrix: usize;
  rowBytes: usize;
  size: i32;
  /** First column of the present block. */
  column: i32;
}

/** a −= x·y over `length` numbers, for rows i0 … i1 − 1 by columns j0 … j1 − 1 (j ≤ i where lower). */
function update(work: Cholesky, i0: i32, i1: i32, j0: i32, j1: i32): void {
  const bytes = <usize>j0 << 3;
  if (bytes == 0) return;
  const stride = work.rowBytes;
  let i = i0;
  for (; i + 1 < i1; i += 2) {
    const x0 = work.matrix + <usize>i * stride;
    const x1 = x0 + stride;
    let j = j0;
    for (; j + 3 < j1; j += 4) {
      const y0 = work.matrix + <usize>j * stride;
      const y1 = y0 + stride;
      const y2 = y1 + stride;
      const y3 = y2 + stride;
      let s00 = f64x2.splat(0);
      let s01 = s00;
      let s02 = s00;
      let s03 = s00;
      let s10 = s00;
      let s11 = s00;
      let s12 = s00;
      let s13 = s00;
      for (let t: usize = 0; t < bytes; t += 16) {
        const a0 = v128.load(x0 + t);
        const a1 = v128.load(x1 + t);
        const b0 = v128.load(y0 + t);
        s00 = f64x2.add(s00, f64x2.mul(a0, b0));
        s10 = f64x2.add(s10, f64x2.mul(a1, b0));
        const b1 = v128.load(y1 + t);
        s01 = f64x2.add(s01, f64x2.mul(a0, b1));
        s11 = f64x2.add(s11, f64x2.mul(a1, b1));
        const b2 = v128.load(y2 + t);
        s02 = f64x2.add(s02, f64x2.mul(a0, b2));
        s12 = f64x2.add(s12, f64x2.mul(a1, b2));
        const b3 = v128.load(y3 + t);
        s03 = f64x2.add(s03, f64x2.mul(a0, b3));
        s13 = f64x2.add(s13, f64x2.mul(a1, b3));
      }
      const at = <usize>j << 3;
      take(x0 + at, s00);
      take(x0 + at + 8, s01);
      take(x0 + at + 16, s02);
      take(x0 + at + 24, s03);
      take(x1 + at, s10);
      take(x1 + at + 8, s11);
      take(x1 + at + 16, s12);
      take(x1 + at + 24, s13);
    }
    for (; j < j1; j++) {
      const at = <usize>j << 3;
      take(x0 + at, product(x0, work.matrix + <usize>j * stride, bytes));
      take(x1 + at, product(x1, work.matrix + <usize>j * stride, bytes));
    }
  }
  for (; i < i1; i++) {
    const x = work.matrix + <usize>i * stride;
    for (let j = j0; j < j1; j++) take(x + (<usize>j << 3), product(x, work.matrix + <usize>j * stride, bytes));
  }
}

// @ts-ignore: decorator
@inline
function take(at: usize, sum: v128): void {
  store<f64>(at, load<f64>(at) - (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}

function product(x: usize, y: usize, bytes: usize): v128 {
  let sum = f64x2.splat(0);
  for (let t: usize = 0; t < bytes; t += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(x + t), v128.load(y + t)));
  return sum;
}

/** Factors the diagonal block at `column`. @returns whether it is positive definite. */
export function factorDiagonal(work: Cholesky): bool {
  const j0 = work.column;
  const j1 = min(j0 + BLOCK, work.size);
  update(work, j0, j1, j0, j1);
  for (let c = j0; c < j1; c++) {
    const row = work.matrix + <usize>c * work.rowBytes;
    const from = row + (<usize>j0 << 3);
    const sum = load<f64>(row + (<usize>c << 3)) - dot(from, from, c - j0);
    if (!(sum > 0 && isFinite(sum))) return false;
    store<f64>(row + (<usize>c << 3), Math.sqrt(sum));
    solveColumn(work, c + 1, j1, j0, c);
  }
  return true;
}

/** Computes the final values of rows below the diagonal block: chunk = BLOCK rows. */
export function factorChunk(work: Cholesky, chunk: i32): void {
  const j0 = work.column;
  const j1 = min(j0 + BLOCK, work.size);
  const i0 = j1 + chunk * BLOCK;
  const i1 = min(i0 + BLOCK, work.size);
  update(work, i0, i1, j0, j1);
  for (let c = j0; c < j1; c++) solveColumn(work, i0, i1, j0, c);
}

/**
 * Column c of the factor in rows i0 … i1 − 1, if columns j0 … c − 1 are known. It takes four rows at a time, because
 * each sum has to wait for its previous addition.
 */
function solveColumn(work: Cholesky, i0: i32, i1: i32, j0: i32, c: i32): void {
  const stride = work.rowBytes;
  const count = c - j0;
  const bytes = <usize>(count & ~1) << 3;
  const at = <usize>count << 3;
  const pivot = work.matrix + <usize>c * stride + (<usize>j0 << 3);
  const diagonal = load<f64>(pivot + at);
  let x0 = work.matrix + <usize>i0 * stride + (<usize>j0 << 3);
  let i = i0;
  for (; i + 3 < i1; i += 4) {
    const x1 = x0 + stride;
    const x2 = x1 + stride;
    const x3 = x2 + stride;
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let t: usize = 0; t < bytes; t += 16) {
      const y = v128.load(pivot + t);
      s0 = f64x2.add(s0, f64x2.mul(v128.load(x0 + t), y));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(x1 + t), y));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(x2 + t), y));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(x3 + t), y));
    }
    settle(x0, at, s0, pivot, count, diagonal);
    settle(x1, at, s1, pivot, count, diagonal);
    settle(x2, at, s2, pivot, count, diagonal);
    settle(x3, at, s3, pivot, count, diagonal);
    x0 = x3 + stride;
  }
  for (; i < i1; i++) {
    store<f64>(x0 + at, (load<f64>(x0 + at) - dot(x0, pivot, count)) / diagonal);
    x0 += stride;
  }
}

/**
 * An entry, computed from the sum over pairs of the entries before it, and from the last entry if their number is odd.
 */
// @ts-ignore: decorator
@inline
function settle(x: usize, at: usize, pairs: v128, pivot: usize, count: i32, diagonal: f64): void {
  let sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
  if (count & 1) sum += load<f64>(x + at - 8) * load<f64>(pivot + at - 8);
  store<f64>(x + at, (load<f64>(x + at) - sum) / diagonal);
}

function dot(x: usize, y: usize, count: i32): f64 {
  const pairs = product(x, y, <usize>(count & ~1) << 3);
  let sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
  const last = <usize>(count - 1) << 3;
  if (count & 1) sum += load<f64>(x + last) * load<f64>(y + last);
  return sum;
}

/** Solves L Lᵀ x = x in place. */
export function solveFactored(work: Cholesky, x: usize): void {
  const size = work.size;
  for (let i = 0; i < size; i++) {
    const row = work.matrix + <usize>i * work.rowBytes;
    const sum = load<f64>(x + (<usize>i << 3)) - dot(row, x, i);
    store<f64>(x + (<usize>i << 3), sum / load<f64>(row + (<usize>i << 3)));
  }
  for (let i = size - 1; i >= 0; i--) {
    const row = work.matrix + <usize>i * work.rowBytes;
    const value = load<f64>(x + (<usize>i << 3)) / load<f64>(row + (<usize>i << 3));
    store<f64>(x + (<usize>i << 3), value);
    for (let j = 0; j < i; j++) {
      const at = x + (<usize>j << 3);
      store<f64>(at, load<f64>(at) - value * load<f64>(row + (<usize>j << 3)));
    }
  }
}

/** Copies the lower triangle of a packed square matrix and adds `damping` to the diagonal. */
export function prepareFactor(work: Cholesky, from: usize, damping: f64): void {
  const size = work.size;
  for (let i = 0; i < size; i++) {
    const row = work.matrix + <usize>i * work.rowBytes;
    copy(row, from + ((<usize>i * <usize>size) << 3), <usize>(i + 1) << 3);
    store<f64>(row + (<usize>i << 3), load<f64>(row + (<usize>i << 3)) + damping);
  }
}
