// Basis records. A record of a sample and an input holds B_0 … B_k, the residual function, and in its last slot the index of
// the first basis (low word) and of the span (high word). A record with derivatives has as many slots again behind.
import { Active, Layer } from './structs';
import { fillBoth, fillValues } from './tiles';

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
  if (derivatives) fillBoth(layer.order, input, xs, xStride, records, stride, count);
  else fillValues(layer.order, input, xs, xStride, records, stride, count);
}
