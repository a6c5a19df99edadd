// Where an x lies among its input's knots.
import { Active } from './structs';

/** Span of x; the number of spans where x lies outside the knots or is not a number. */
// @ts-ignore: decorator
@inline
export function spanOf(input: Active, x: f64): i32 {
  if (!(x >= input.low && x < input.high)) return input.spans;
  // Rounding v − ½ finds ⌊v⌋ but on the edges, where buckets are generous; the sum leaves the integer in the low bits.
  const rounded = (x - input.low) * input.bucketScale - 0.5 + 6755399441055744.0;
  const bucket = min(<i32>reinterpret<i64>(rounded), input.bucketCount - 1);
  const low = load<i32>(input.buckets + (<usize>bucket << 3));
  const high = load<i32>(input.buckets + (<usize>bucket << 3), 4);
  const knot = input.knots + (<usize>low << 3);
  // A bucket meets one knot, or none, as a rule: no branch to guess.
  if (high - low <= 1) return low + <i32>(x >= load<f64>(knot, 8));
  return searched(input.knots, low, high, x);
}

function searched(knots: usize, low: i32, high: i32, x: f64): i32 {
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (x >= load<f64>(knots + (<usize>middle << 3))) low = middle;
    else high = middle - 1;
  }
  return low;
}
