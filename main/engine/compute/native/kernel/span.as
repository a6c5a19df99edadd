// Finds the position of an x among the knots of its input, as a row in the table of splineTable.ts, by buckets of equal
// width.
import { Active } from './structs';

/** 1.5 · 2^52. Adding it to a number rounds the number, and the low bits then hold the integer. */
// @ts-ignore: decorator
@inline const ROUNDER: f64 = 6755399441055744.0;

/**
 * Buckets of two x, in the low word of each lane: ⌊v⌋ + 1, computed by rounding v + ½. This is wrong only at bucket
 * edges, and buckets include a margin for that. An x outside all buckets gets the first or last one; NaN gets the
 * first.
 */
// @ts-ignore: decorator
@inline
export function bucketsOf(input: Active, x: v128): v128 {
  const v = f64x2.mul(f64x2.sub(x, f64x2.splat(input.low)), f64x2.splat(input.bucketScale));
  const inside = f64x2.pmin(f64x2.splat(input.bucketCount), f64x2.pmax(f64x2.splat(-1), v));
  return f64x2.add(f64x2.add(inside, f64x2.splat(0.5)), f64x2.splat(ROUNDER));
}

/**
 * Address of the row of x in the input's table. Most buckets contain one knot or none, so this needs no branch to
 * predict.
 */
// @ts-ignore: decorator
@inline
export function rowOf(input: Active, order: i32, bucket: i32, x: f64): usize {
  const entry = input.buckets + (<usize>bucket << 4);
  const rows = load<u64>(entry, 8);
  if (<i32>rows < 0) return input.table + searched(input, order, <i32>rows, <i32>(rows >> 32), x);
  return input.table + <usize>(<u32>(rows >> (<u64>i32(x >= load<f64>(entry)) << 5)));
}

/**
 * Offset of the row if a bucket contains several knots. The number of knots at or before x is between ~first and last.
 */
function searched(input: Active, order: i32, first: i32, last: i32, x: f64): usize {
  let low = ~first;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (x >= load<f64>(input.knots + (<usize>(middle - 1) << 3))) low = middle;
    else high = middle - 1;
  }
  const span = low == 0 ? input.spans : low - 1;
  return <usize>(span * tableRowBytes(order));
}

// @ts-ignore: decorator
@inline
function tableRowBytes(order: i32): i32 {
  return 32 + ((order + 1) << 3) * ((order + 2) & ~1);
}
