/** Loops that make basis records, unrolled for one spline order. */
import { even, range } from './unrolled.mjs';

/**
 * Basis records of an input's samples: the k + 1 polynomials of the span by Horner's rule (rows of a table go from the
 * highest power down), and the residual of two samples at a time.
 */
export function records(order) {
  const vectors = even(order + 1) / 2;
  const rowBytes = vectors * 16;
  const record = even(order + 3) * 8;
  const each = (write) => range(vectors).map(write).join('\n  ');
  const horner = (power) =>
    each(
      (v) => `a${v} = f64x2.add(f64x2.mul(a${v}, u), v128.load(table, ${32 + power * rowBytes + v * 16}));`,
    );
  const slopes = each((v) => `d${v} = f64x2.add(f64x2.mul(d${v}, u), a${v});`);
  const powers = range(order).map((power) => power + 1);
  const one = (name, both) => `
// @ts-ignore: decorator
@inline
function ${name}(table: usize, x: f64, base: f64, slope: f64, record: usize): void {
  const inverse = load<f64>(table, 8);
  const u = f64x2.splat((x - load<f64>(table)) * inverse);
  ${each((v) => `let a${v} = v128.load(table, ${32 + v * 16});`)}
  ${both ? each((v) => `let d${v} = a${v};`) : ''}
  ${horner(1)}
  ${powers
    .slice(1)
    .map((power) => `${both ? slopes : ''}\n  ${horner(power)}`)
    .join('\n  ')}
  ${each((v) => `v128.store(record, a${v}, ${v * 16});`)}
  store<f64>(record, base, ${(order + 1) * 8});
  store<u64>(record, load<u64>(table, 16), ${record - 8});
  ${
    both
      ? `const w = f64x2.splat(inverse);
  ${each((v) => `v128.store(record, f64x2.mul(d${v}, w), ${record + v * 16});`)}
  store<f64>(record, slope, ${record + (order + 1) * 8});`
      : ''
  }
}`;
  const fill = (name, single, both) => `
function ${name}(input: Active, xs: usize, xStride: usize, records: usize, stride: usize, count: i32): void {
  for (let r = 0; r < count; r += 2) {
    const x0 = load<f64>(xs);
    const x1 = load<f64>(xs + xStride);
    const x = f64x2.replace_lane(f64x2.splat(x0), 1, x1);
    const buckets = bucketsOf(input, x);
    const s = gateOf(input, x);
    const base = f64x2.mul(x, s);
    const slope = ${both ? 'f64x2.add(s, f64x2.mul(base, f64x2.sub(f64x2.splat(1), s)))' : 's'};
    ${single}(rowOf(input, ${order}, i32x4.extract_lane(buckets, 0), x0), x0, f64x2.extract_lane(base, 0), f64x2.extract_lane(slope, 0), records);
    if (r + 1 < count) {
      const row = rowOf(input, ${order}, i32x4.extract_lane(buckets, 2), x1);
      ${single}(row, x1, f64x2.extract_lane(base, 1), f64x2.extract_lane(slope, 1), records + stride);
    }
    xs += xStride << 1;
    records += stride << 1;
  }
}`;
  return [
    one(`values${order}`, false),
    one(`both${order}`, true),
    fill(`fillValues${order}`, `values${order}`, false),
    fill(`fillBoth${order}`, `both${order}`, true),
  ].join('\n');
}
