/**
 * The kernel's innermost loops, unrolled for each spline order: AssemblyScript source as text. One template serves every
 * order; orders above the unrolled ones take the loop form of the same arithmetic.
 */
import { curve, listed } from './edges.mjs';
import { adjacent, apart, paired, pairedSignatures } from './paired.mjs';
import { records } from './records.mjs';
import { gram } from './statistics.mjs';
import { made, range, unrolledOrders } from './unrolled.mjs';

const header = `${made}// B_q: values of a record at 8·q; the residual at 8·(k + 1); index of the first basis in the low word of the last slot.
`;

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
    `import { gateOf } from './math';`,
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
