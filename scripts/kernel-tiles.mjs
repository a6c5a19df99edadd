/**
 * The kernel's innermost loops, unrolled for each spline order: AssemblyScript source as text. One template serves every
 * order; orders above the unrolled ones take the loop form of the same arithmetic.
 */

export const unrolledOrders = [1, 2, 3, 4, 5];

const range = (count) => Array.from({ length: count }, (_, i) => i);
const even = (n) => n + (n & 1);

const made = '// Made by scripts/kernel-tiles.mjs. Do not edit.\n';
const header = `${made}// B_q: values of a record at 8·q; the residual at 8·(k + 1); index of the first basis in the low word of the last slot.
`;

/**
 * Basis records of an input's samples: the k + 1 polynomials of the span by Horner's rule (rows of a table go from the
 * highest power down), and the residual of two samples at a time.
 */
function records(order) {
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
function ${name}(table: usize, x: f64, silu: f64, slope: f64, record: usize): void {
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
  store<f64>(record, silu, ${(order + 1) * 8});
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
    const s = sigmoid(x);
    const silu = f64x2.mul(x, s);
    const slope = ${both ? 'f64x2.add(s, f64x2.mul(silu, f64x2.sub(f64x2.splat(1), s)))' : 's'};
    ${single}(rowOf(input, ${order}, i32x4.extract_lane(buckets, 0), x0), x0, f64x2.extract_lane(silu, 0), f64x2.extract_lane(slope, 0), records);
    if (r + 1 < count) {
      const row = rowOf(input, ${order}, i32x4.extract_lane(buckets, 2), x1);
      ${single}(row, x1, f64x2.extract_lane(silu, 1), f64x2.extract_lane(slope, 1), records + stride);
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

/** Outputs side by side: a vector of two is there to be read and written. */
const adjacent = {
  name: 'dense',
  parameters: '',
  zStride: 'rowBytes',
  outputs: '',
  start: 'v128.load(z + j)',
  add: 'v128.store(z + j, v);',
  load: 'v128.load(gz + j)',
};

/** Outputs at two offsets of a list: added one after the other, for the second of an odd number is the first again. */
const apart = {
  name: 'gathered',
  parameters: 'outputs: usize, zStride: usize, ',
  zStride: 'zStride',
  outputs: `const even = <usize>load<u32>(outputs + (j >> 1));
      const odd = <usize>load<u32>(outputs + (j >> 1), 4);`,
  start: null,
  add: `store<f64>(z + even, load<f64>(z + even) + f64x2.extract_lane(v, 0));
      store<f64>(z + odd, load<f64>(z + odd) + f64x2.extract_lane(v, 1));`,
  load: 'v128.load64_lane(gz + odd, v128.load64_zero(gz + even), 1)',
};

/** One input, two outputs at a time: weights [pair of outputs][basis, then residual][2]. */
function paired(order, { name, parameters, zStride, outputs, start, add, load }) {
  const terms = range(order + 2);
  const record = even(order + 3) * 8;
  const pointers = (name, from) =>
    `let ${name} = ${from} + (<usize>load<u32>(record, ${record - 8}) << 4);
    let ${name}Residual = ${from} + residual;`;
  const next = (name) => `${name} += pair;
      ${name}Residual += pair;`;
  const at = (name, q) => (q <= order ? `${name}, ${q * 16}` : `${name}Residual`);
  const splats = terms.map((q) => `const b${q} = v128.load64_splat(record, ${q * 8});`).join('\n    ');
  const product = (q) => `f64x2.mul(b${q}, v128.load(${at('w', q)}))`;
  const value = start === null ? [product(0), terms.slice(1)] : [start, terms];
  const update = terms
    .map((q) => {
      const [to, offset = 0] = at('d', q).split(', ');
      return `v128.store(${to}, f64x2.add(v128.load(${to}, ${offset}), f64x2.mul(b${q}, g)), ${offset});`;
    })
    .join('\n      ');
  const sizes = `const residual = <usize>bases << 4;
  const pair = residual + 16;
  let record = records;`;
  return `
function ${name}Forward${order}(records: usize, stride: usize, weights: usize, bases: i32, rowBytes: usize, ${parameters}z: usize, count: i32): void {
  ${sizes}
  for (let r = 0; r < count; r++) {
    ${pointers('w', 'weights')}
    ${splats}
    for (let j: usize = 0; j < rowBytes; j += 16) {
      ${outputs}
      let v = ${value[0]};
      ${value[1].map((q) => `v = f64x2.add(v, ${product(q)});`).join('\n      ')}
      ${add}
      ${next('w')}
    }
    record += stride;
    z += ${zStride};
  }
}
function ${name}Backward${order}(records: usize, stride: usize, grads: usize, bases: i32, rowBytes: usize, ${parameters}gz: usize, count: i32): void {
  ${sizes}
  for (let r = 0; r < count; r++) {
    ${pointers('d', 'grads')}
    ${splats}
    for (let j: usize = 0; j < rowBytes; j += 16) {
      ${outputs}
      const g = ${load};
      ${update}
      ${next('d')}
    }
    record += stride;
    gz += ${zStride};
  }
}
function ${name}Both${order}(records: usize, stride: usize, weights: usize, grads: usize, bases: i32, rowBytes: usize, ${parameters}gz: usize, gx: usize, xStride: usize, count: i32): void {
  ${sizes}
  for (let r = 0; r < count; r++) {
    ${pointers('w', 'weights')}
    ${pointers('d', 'grads')}
    ${splats}
    ${terms.map((q) => `let u${q} = f64x2.splat(0);`).join('\n    ')}
    for (let j: usize = 0; j < rowBytes; j += 16) {
      ${outputs}
      const g = ${load};
      ${update}
      ${terms.map((q) => `u${q} = f64x2.add(u${q}, f64x2.mul(g, v128.load(${at('w', q)})));`).join('\n      ')}
      ${next('w')}
      ${next('d')}
    }
    let sum = f64x2.mul(u0, v128.load64_splat(record, ${record}));
    ${terms
      .slice(1)
      .map((q) => `sum = f64x2.add(sum, f64x2.mul(u${q}, v128.load64_splat(record, ${record + q * 8})));`)
      .join('\n    ')}
    store<f64>(gx, load<f64>(gx) + f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    record += stride;
    gz += ${zStride};
    gx += xStride;
  }
}`;
}

/** One edge: weights [basis, then residual]. */
function listed(order) {
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
function curve(order) {
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
    const silu = load<f64>(record, 8);
    if (factor != 0) {
      ${value('silu')}
      g += factor * (value - mean);
    }
    const gg = f64x2.splat(g);
    const d = byCurve + row;
    ${pairs.map((p) => `v128.store(d, f64x2.add(v128.load(d, ${p * 16}), f64x2.mul(gg, u${p})), ${p * 16});`).join('\n    ')}
    byResidual += g * silu;
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

/** A sample's part of a span's statistics, and bᵀ A b': see statistics.as. */
function gram(order) {
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

/** Parameters of the functions of {@link paired}. */
function pairedSignatures({ name, parameters }) {
  const before = 'records: usize, stride: usize, ';
  const after = `bases: i32, rowBytes: usize, ${parameters}`;
  return {
    [`${name}Forward`]: `${before}w: usize, ${after}z: usize, count: i32`,
    [`${name}Backward`]: `${before}dw: usize, ${after}gz: usize, count: i32`,
    [`${name}Both`]: `${before}w: usize, dw: usize, ${after}gz: usize, gx: usize, xStride: usize, count: i32`,
  };
}

/** Parameters of the functions that exist for every order. */
const signatures = {
  fillValues: 'input: Active, xs: usize, xStride: usize, records: usize, stride: usize, count: i32',
  fillBoth: 'input: Active, xs: usize, xStride: usize, records: usize, stride: usize, count: i32',
  ...pairedSignatures(adjacent),
  ...pairedSignatures(apart),
  listedForward: 'records: usize, stride: usize, w: usize, bases: i32, z: usize, zStride: usize, count: i32',
  listedBackward:
    'records: usize, stride: usize, dw: usize, bases: i32, gz: usize, zStride: usize, count: i32',
  curveForward:
    'records: usize, curve: usize, residual: f64, z: usize, zStride: usize, values: usize, valueStride: usize, count: i32',
  curveBackward:
    'records: usize, table: usize, curve: usize, byCurve: usize, residual: f64, gz: usize, zStride: usize, gx: usize, xStride: usize, spread: usize, count: i32',
  gram: 'record: usize, to: usize',
  form: 'record: usize, from: usize',
};
const returning = { curveBackward: 'f64', form: 'f64' };

/** A function that picks the unrolled form by order, and the loop form of loops.as where there is none. */
function dispatcher([name, parameters]) {
  const result = returning[name] ?? 'void';
  const args = parameters
    .split(', ')
    .map((parameter) => parameter.split(':')[0])
    .join(', ');
  const call = (form) => (result === 'void' ? `${form}; return;` : `return ${form};`);
  return `
export function ${name}(order: i32, ${parameters}): ${result} {
  switch (order) {
    ${unrolledOrders.map((order) => `case ${order}: ${call(`${name}${order}(${args})`)}`).join('\n    ')}
    default: ${call(`loops.${name}(order, ${args})`)}
  }
}`;
}

/** @returns AssemblyScript source of the module `tiles`. */
export function tilesSource() {
  return [
    header,
    `import * as loops from './loops';`,
    `import { sigmoid } from './math';`,
    `import { bucketsOf, rowOf } from './span';`,
    `import { Active } from './structs';`,
    ...unrolledOrders.flatMap((order) => [
      records(order),
      paired(order, adjacent),
      paired(order, apart),
      listed(order),
      curve(order),
      gram(order),
    ]),
    ...Object.entries(signatures).map(dispatcher),
  ].join('\n');
}

/** @returns AssemblyScript source of the module `powers`: 2^(j/64), j = 0 … 63. */
export function powersSource() {
  const powers = range(64).map((j) => (2 ** (j / 64)).toFixed(17));
  return `${made}export const powersOfTwo: usize = memory.data<f64>([${powers.join(', ')}]);\n`;
}
