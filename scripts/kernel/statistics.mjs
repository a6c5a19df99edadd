/** Loops for the statistics of a span, unrolled for one spline order. */
import { even, range } from './unrolled.mjs';

/** A sample's part of a span's statistics, and bᵀ A b': see statistics.as. */
export function gram(order) {
  const slots = order + 2;
  const vectors = even(slots) / 2;
  const record = even(order + 3) * 8;
  const width = even(slots) * 8;
  const all = range(vectors);
  // An odd number of slots leaves the span's word in the last lane.
  const load = (v, shift) =>
    `v128.load${slots & 1 && v === vectors - 1 ? '64_zero' : ''}(record, ${shift + v * 16})`;
  const lane = (p) => `v128.shuffle<f64>(b${p >> 1}, b${p >> 1}, ${p & 1}, ${p & 1})`;
  const atSum = 16 + width;
  const atSquares = 16 + 2 * width;
  const addTo = (at, term) => `v128.store(to, f64x2.add(v128.load(to, ${at}), ${term}), ${at});`;
  const square = (p) => `{
    const b = ${lane(p)};
    ${all
      .slice(p >> 1)
      .map((v) => addTo(atSquares + p * width + v * 16, `f64x2.mul(b, b${v})`))
      .join('\n    ')}
  }`;
  const row = (p) => `{
    const b = v128.load64_splat(record, ${p * 8});
    ${all.map((v) => `s${v} = f64x2.add(s${v}, f64x2.mul(b, v128.load(from, ${p * width + v * 16})));`).join('\n    ')}
  }`;
  return `
function gram${order}(record: usize, to: usize): void {
  ${all.map((v) => `let b${v} = ${load(v, 0)};`).join('\n  ')}
  const seen = load<f64>(to);
  store<f64>(to, seen + 1);
  if (seen == 0) {
    ${all.map((v) => `v128.store(to, b${v}, ${16 + v * 16});`).join('\n    ')}
    return;
  }
  ${all.map((v) => `b${v} = f64x2.sub(b${v}, v128.load(to, ${16 + v * 16}));`).join('\n  ')}
  ${all.map((v) => addTo(atSum + v * 16, `b${v}`)).join('\n  ')}
  ${range(slots).map(square).join('\n  ')}
}
function form${order}(record: usize, from: usize): f64 {
  ${all.map((v) => `let s${v} = v128.load(from, ${slots * width + v * 16});`).join('\n  ')}
  ${range(slots).map(row).join('\n  ')}
  let sum = f64x2.mul(s0, ${load(0, record)});
  ${all
    .slice(1)
    .map((v) => `sum = f64x2.add(sum, f64x2.mul(s${v}, ${load(v, record)}));`)
    .join('\n  ')}
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}`;
}
