/** Loops over the samples of one edge, unrolled for one spline order. */
import { even, range } from './unrolled.mjs';

/** One edge: weights [basis, then residual]. */
export function listed(order) {
  const pairs = range((order + 1) >> 1);
  const odd = (order + 1) & 1;
  const record = even(order + 3) * 8;
  const dot = `
    let v = f64x2.mul(v128.load(record), v128.load(at));
    ${pairs
      .slice(1)
      .map((p) => `v = f64x2.add(v, f64x2.mul(v128.load(record, ${p * 16}), v128.load(at, ${p * 16})));`)
      .join('\n    ')}
    const s = f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1)${odd ? ` + load<f64>(record, ${order * 8}) * load<f64>(at, ${order * 8})` : ''};`;
  const update = `
    const gg = f64x2.splat(g);
    ${pairs.map((p) => `v128.store(d, f64x2.add(v128.load(d, ${p * 16}), f64x2.mul(gg, v128.load(record, ${p * 16}))), ${p * 16});`).join('\n    ')}
    ${odd ? `store<f64>(d, load<f64>(d, ${order * 8}) + g * load<f64>(record, ${order * 8}), ${order * 8});` : ''}
    toResidual += g * load<f64>(record, ${(order + 1) * 8});`;
  return `
function listedForward${order}(records: usize, stride: usize, w: usize, bases: i32, z: usize, zStride: usize, count: i32): void {
  const residual = load<f64>(w + (<usize>bases << 3));
  let record = records;
  for (let r = 0; r < count; r++) {
    const at = w + (<usize>load<u32>(record, ${record - 8}) << 3);
    ${dot}
    store<f64>(z, load<f64>(z) + s + residual * load<f64>(record, ${(order + 1) * 8}));
    record += stride;
    z += zStride;
  }
}
function listedBackward${order}(records: usize, stride: usize, dw: usize, bases: i32, gz: usize, zStride: usize, count: i32): void {
  let toResidual: f64 = 0;
  let record = records;
  for (let r = 0; r < count; r++) {
    const g = load<f64>(gz);
    const d = dw + (<usize>load<u32>(record, ${record - 8}) << 3);
    ${update}
    record += stride;
    gz += zStride;
  }
  const to = dw + (<usize>bases << 3);
  store<f64>(to, load<f64>(to) + toResidual);
}`;
}

/** One edge by its curve, the polynomial c_0 + … + c_k u^k of each span: records for curves of basis.as. */
export function curve(order) {
  const pairs = range((order + 2) >> 1);
  /** [u^(2i), u^(2i + 1)] */
  const powers = pairs
    .slice(1)
    .map((p) => `const u${p} = f64x2.mul(u${p - 1}, square);`)
    .join('\n    ');
  const polynomial = `
    const row = <usize>load<u32>(record, 24);
    const u = v128.load64_splat(record);
    const square = f64x2.mul(u, u);
    const u0 = f64x2.replace_lane(u, 0, 1);
    ${powers}
    ${pairs.map((p) => `const c${p} = v128.load(curve + row, ${p * 16});`).join('\n    ')}`;
  const total = (terms) => terms.reduce((sum, term) => `f64x2.add(${sum}, ${term})`);
  const value = (residual) => `
    const v = ${total(pairs.map((p) => `f64x2.mul(c${p}, u${p})`))};
    const value = f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1) + residual * ${residual};`;
  const slopes = pairs.map((p) =>
    p === 0
      ? 'f64x2.mul(c0, f64x2(0, 1))'
      : `f64x2.mul(c${p}, f64x2.mul(f64x2.mul(u${p - 1}, u), f64x2(${2 * p}, ${2 * p + 1})))`,
  );
  return `
function curveForward${order}(records: usize, curve: usize, residual: f64, z: usize, zStride: usize, values: usize, valueStride: usize, count: i32): void {
  let record = records;
  for (let r = 0; r < count; r++) {
    ${polynomial}
    ${value('load<f64>(record, 8)')}
    store<f64>(z, load<f64>(z) + value);
    if (values != 0) {
      store<f64>(values, value);
      values += valueStride;
    }
    record += 32;
    z += zStride;
  }
}
function curveBackward${order}(records: usize, table: usize, curve: usize, byCurve: usize, residual: f64, gz: usize, zStride: usize, gx: usize, xStride: usize, spread: usize, count: i32): f64 {
  const factor = spread == 0 ? 0 : load<f64>(spread);
  const mean = spread == 0 ? 0 : load<f64>(spread, 8);
  let byResidual: f64 = 0;
  let record = records;
  for (let r = 0; r < count; r++) {
    let g = load<f64>(gz);
    ${polynomial}
    const base = load<f64>(record, 8);
    if (factor != 0) {
      ${value('base')}
      g += factor * (value - mean);
    }
    const gg = f64x2.splat(g);
    const d = byCurve + row;
    ${pairs.map((p) => `v128.store(d, f64x2.add(v128.load(d, ${p * 16}), f64x2.mul(gg, u${p})), ${p * 16});`).join('\n    ')}
    byResidual += g * base;
    const s = ${total(slopes)};
    const inverse = load<f64>(table + <usize>load<u32>(record, 28), 8);
    const slope = (f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1)) * inverse + residual * load<f64>(record, 16);
    store<f64>(gx, load<f64>(gx) + g * slope);
    record += 32;
    gz += zStride;
    gx += xStride;
  }
  return byResidual;
}`;
}
