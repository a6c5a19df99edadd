import { call, number, power, product, type Expression } from '../../../../../shared/expression/tree.ts';
import type { Blocks } from '../blocks.ts';
import { bestChoices, type TermOptions } from './beam.ts';
import type { Candidate } from './candidate.ts';
import { fitted, projection } from './leastSquares.ts';

/** A power with a smaller exponent is left out. */
const negligible = 1e-6;

/**
 * y = c·Π |block|^p: a sum of logarithms.
 * @param total weighted variation of the target: the unit of errors.
 */
export function products(
  blocks: Blocks,
  target: Float64Array,
  weights: Float64Array,
  total: number,
  options: TermOptions,
): Candidate[] {
  const t = target.map((y) => Math.log(Math.abs(y)));
  if (!t.every(Number.isFinite)) return [];
  const w = target.map((y, row) => weights[row] * y * y);
  const { logs, origin, lengths } = logarithmsOf(blocks);
  const found: Candidate[] = [];
  const regression = { columns: logs, lengths, target: t, weights: w, total };
  for (const { chosen, left } of bestChoices(regression, options)) {
    const columns = chosen.map((block) => logs[block]);
    const numbers = fitted(columns, t, w);
    if (numbers === null) continue;
    const factors = chosen.flatMap((block, k) => {
      if (Math.abs(numbers[k + 1]) < negligible) return [];
      return [factorOf(blocks.expression(origin[block]), blocks.values[origin[block]], numbers[k + 1])];
    });
    const shape = target.map((_, row) =>
      factors.reduce(
        (value, { values, p }) =>
          value * (Number.isInteger(p) ? values[row] ** p : Math.abs(values[row]) ** p),
        1,
      ),
    );
    const c = projection(shape, target, weights);
    if (c === null) continue;
    found.push({
      terms: factors.length,
      expression: product([number(c), ...factors.map(({ expression }) => expression)]),
      error: Math.sqrt(left / total),
      size: chosen.reduce((size, block) => size + lengths[block] + 2, 1),
    });
  }
  return found;
}

/** log |block| of the blocks that have a zero of their own and where it is finite at every row; `origin` has the index of each block. */
function logarithmsOf(blocks: Blocks): { logs: Float64Array[]; origin: number[]; lengths: number[] } {
  const logs: Float64Array[] = [];
  const origin: number[] = [];
  const lengths: number[] = [];
  blocks.values.forEach((values, block) => {
    if (blocks.isBare(block)) return;
    const log = values.map((value) => Math.log(Math.abs(value)));
    for (const value of log) if (!Number.isFinite(value)) return;
    logs.push(log);
    origin.push(block);
    lengths.push(blocks.lengths[block]);
  });
  return { logs, origin, lengths };
}

interface Factor {
  readonly expression: Expression;
  /** Of the base. */
  readonly values: Float64Array;
  /** The exponent. */
  readonly p: number;
}

/** |base|^exponent, with a simple exponent where one is near, and without |·| where it is not needed. */
export function factorOf(base: Expression, values: Float64Array, exponent: number): Factor {
  const p = nearSimple(exponent);
  const plain = Number.isInteger(p) || values.every((value) => value > 0);
  const positive = plain
    ? base
    : values.every((value) => value < 0)
      ? product([number(-1), base])
      : call('abs', base);
  return { expression: p === 1 ? positive : power(positive, p), values, p };
}

/** An exponent near a multiple of 1, ½, ⅓ or ¼ is rounded to it. */
function nearSimple(p: number): number {
  for (const denominator of [1, 2, 3, 4]) {
    const near = Math.round(p * denominator) / denominator;
    if (near !== 0 && Math.abs(near - p) < 0.03) return near;
  }
  return p;
}
