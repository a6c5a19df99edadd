// Basis records. A record of a sample and an input holds B_0 … B_k, the residual function, and in its last slot the index of
// the first basis (low word) and of the span (high word). A record with derivatives has as many slots again behind.
import { Active, Layer } from './structs';
import { sigmoid } from './math';
import { values, valuesAndDerivatives } from './tiles';

/** Span of x; the number of spans where x lies outside the knots or is not a number. */
// @ts-ignore: decorator
@inline
function spanOf(input: Active, x: f64): i32 {
  if (!(x >= input.low && x < input.high)) return input.spans;
  const bucket = input.buckets + (<usize>min(<i32>((x - input.low) * input.bucketScale), input.bucketCount - 1) << 3);
  let low = load<i32>(bucket);
  let high = load<i32>(bucket, 4);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (x >= load<f64>(input.knots + (<usize>middle << 3))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Fills the records of one input.
 * @param xs sample r of the input is at xs + r·xStride; one sample beyond an odd count is read.
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
  const order = layer.order;
  const recordBytes = layer.recordBytes;
  const atResidual = <usize>(order + 1) << 3;
  const tableStride = (4 + (order + 1) * ((order + 2) & ~1)) << 3;
  for (let r = 0; r < count; r += 2) {
    const x0 = load<f64>(xs);
    const x1 = load<f64>(xs + xStride);
    xs += xStride << 1;
    const x = f64x2.replace_lane(f64x2.splat(x0), 1, x1);
    const s = sigmoid(x);
    const silu = f64x2.mul(x, s);
    const slope = f64x2.add(s, f64x2.mul(silu, f64x2.sub(f64x2.splat(1), s)));
    for (let lane = 0; lane < 2; lane++) {
      if (r + lane >= count) break;
      const at = lane == 0 ? x0 : x1;
      const span = spanOf(input, at);
      const table = input.table + <usize>(span * tableStride);
      const inverseWidth = load<f64>(table, 8);
      const u = (at - load<f64>(table)) * inverseWidth;
      if (derivatives) {
        valuesAndDerivatives(order, table + 32, u, inverseWidth, records, records + recordBytes);
        store<f64>(records + recordBytes + atResidual, lane == 0 ? f64x2.extract_lane(slope, 0) : f64x2.extract_lane(slope, 1));
      } else {
        values(order, table + 32, u, records);
      }
      store<f64>(records + atResidual, lane == 0 ? f64x2.extract_lane(silu, 0) : f64x2.extract_lane(silu, 1));
      store<u64>(records + recordBytes - 8, load<u64>(table, 16));
      records += stride;
    }
  }
}
