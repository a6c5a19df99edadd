// Basis records. A record belongs to a sample and an input. It holds B_0 … B_k, then the residual function. Its last
// slot holds the index of the first basis (low word) and of the span (high word). A record with derivatives has the
// same number of slots again after these.
//
// A record for curves holds u, the residual function and its derivative. Its last slot holds the offset of the span's
// row in a curve (low word) and in the table of splineTable.ts (high word).
import { gateOf } from './math';
import { bucketsOf, rowOf } from './span';
import { Active, Layer } from './structs';
import { fillBoth, fillValues } from './tiles';

/**
 * Fills the records of one input.
 * @param xs sample r of the input is at xs + r·xStride; if the count is odd, one more sample is read.
 * @param records record of sample r at records + r·stride.
 */
export function fillRecords(
  layer: Layer,
  input: Active,
  xs: usize,
  xStride: usize,
  records: usize,
  stride: usize,
  count: i32,
  derivatives: bool,
): void {
  if (derivatives) fillBoth(layer.order, input, xs, xStride, records, stride, count);
  else fillValues(layer.order, input, xs, xStride, records, stride, count);
}

/** Like {@link fillRecords}, for records of curves. */
export function fillCurveRecords(
  layer: Layer,
  input: Active,
  xs: usize,
  xStride: usize,
  records: usize,
  stride: usize,
  count: i32,
): void {
  const order = layer.order;
  for (let r = 0; r < count; r += 2) {
    const x0 = load<f64>(xs);
    const x1 = load<f64>(xs + xStride);
    const x = f64x2.replace_lane(f64x2.splat(x0), 1, x1);
    const buckets = bucketsOf(input, x);
    const s = gateOf(input, x);
    const base = f64x2.mul(x, s);
    const slope = f64x2.add(s, f64x2.mul(base, f64x2.sub(f64x2.splat(1), s)));
    place(rowOf(input, order, i32x4.extract_lane(buckets, 0), x0), x0, records);
    v128.store64_lane(records, base, 0, 8);
    v128.store64_lane(records, slope, 0, 16);
    if (r + 1 < count) {
      place(rowOf(input, order, i32x4.extract_lane(buckets, 2), x1), x1, records + stride);
      v128.store64_lane(records + stride, base, 1, 8);
      v128.store64_lane(records + stride, slope, 1, 16);
    }
    xs += xStride << 1;
    records += stride << 1;
  }
}

// @ts-ignore: decorator
@inline
function place(row: usize, x: f64, record: usize): void {
  store<f64>(record, (x - load<f64>(row)) * load<f64>(row, 8));
  store<u64>(record, load<u64>(row, 24), 24);
}
