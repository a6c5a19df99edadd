/** Loops over the edges of one input, two outputs at a time, unrolled for one spline order. */
import { even, range } from './unrolled.mjs';

/** Outputs side by side: a vector of two is there to be read and written. */
export const adjacent = {
  name: 'dense',
  parameters: '',
  zStride: 'rowBytes',
  outputs: '',
  start: 'v128.load(z + j)',
  add: 'v128.store(z + j, v);',
  load: 'v128.load(gz + j)',
};

/** Outputs at two offsets of a list: added one after the other, for the second of an odd number is the first again. */
export const apart = {
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
export function paired(order, { name, parameters, zStride, outputs, start, add, load }) {
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

/** Parameters of the functions of {@link paired}. */
export function pairedSignatures({ name, parameters }) {
  const before = 'records: usize, stride: usize, ';
  const after = `bases: i32, rowBytes: usize, ${parameters}`;
  return {
    [`${name}Forward`]: `${before}w: usize, ${after}z: usize, count: i32`,
    [`${name}Backward`]: `${before}dw: usize, ${after}gz: usize, count: i32`,
    [`${name}Both`]: `${before}w: usize, dw: usize, ${after}gz: usize, gx: usize, xStride: usize, count: i32`,
  };
}
