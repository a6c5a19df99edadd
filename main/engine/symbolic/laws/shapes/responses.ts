/**
 * Solutions of linear differential equations of second order, the responses of a system that was disturbed: damped
 * oscillations c₀ + A·exp(−ax)·sin(bx + φ), and sums of two decays c₀ + A·exp(−ax) + B·exp(−bx). For each a and b of a
 * grid the other constants follow by least squares (variable projection: Golub and Pereyra, 1973).
 */
import { call, number, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import type { Problem } from '../problem.ts';
import type { Candidate } from '../terms/candidate.ts';
import { fitted, variation } from '../terms/leastSquares.ts';

const mostRows = 100;
/** Rates are tried that change exp(−ax) by these powers of e over the rows; 0 is an oscillation that is not damped. */
const damping = [0, 0.5, 1, 2, 4, 8];
const decays = [0.3, 0.6, 1, 1.7, 3, 5, 8, 13, 22, 40];
/** Radians over the rows: from a third of a turn on, in steps that a fit can make up for. */
const turns = { least: 2, most: 300, mostDamped: 150, step: 0.5 } as const;
/** The most radians that the rows can show, for each of them. */
const radiansPerRow = Math.PI / 2;
/** About the complexities. */
const sizes = { wave: 11, damped: 16, decays: 17 } as const;

/** A function of the grid: its columns, which are fitted beside a constant, and the formula that they give. */
interface Response {
  readonly size: number;
  readonly columns: readonly Float64Array[];
  readonly build: (x: Expression, amplitudes: readonly number[]) => Expression;
}

/** The best response of each kind. @param problem in one group; none otherwise. */
export async function responses(problem: Problem, breath: Breath): Promise<Candidate[]> {
  const { groups, target, weights } = problem;
  if (groups.length !== 1) return [];
  const [{ expression: x, values }] = groups;
  const rows = Math.min(mostRows, target.length);
  const column = values.subarray(0, rows);
  const [low, high] = rangeOf(column);
  const width = high - low;
  if (!(width > 0)) return [];
  const y = target.subarray(0, rows);
  const ones = weights?.subarray(0, rows) ?? new Float64Array(rows).fill(1);
  const total = variation(y, ones);
  const best = new Map<number, Candidate>();
  for (const response of grid(column, low, width)) {
    await breath.take();
    const numbers = fitted(response.columns, y, ones);
    if (numbers === null) continue;
    const [constant, ...amplitudes] = numbers;
    let left = 0;
    y.forEach((value, row) => {
      const rest = response.columns.reduce(
        (before, one, k) => before - amplitudes[k] * one[row],
        value - constant,
      );
      left += ones[row] * rest ** 2;
    });
    const error = Math.sqrt(left / total);
    if (!(error < (best.get(response.size)?.error ?? Infinity))) continue;
    const expression = sum([response.build(x, amplitudes), number(constant)]);
    best.set(response.size, { expression, error, size: response.size, terms: 1 });
  }
  return [...best.values()];
}

function* grid(x: Float64Array, low: number, width: number): Generator<Response> {
  const decay = (a: number): Float64Array => x.map((value) => Math.exp(-a * (value - low)));
  /** exp(−a(x − low)) */
  const decayOf = (a: number, of: Expression, amplitude: number): Expression =>
    product([number(amplitude * Math.exp(a * low)), call('exp', product([number(-a), of]))]);
  for (const powers of damping) {
    const a = powers / width;
    const most = Math.min(a === 0 ? turns.most : turns.mostDamped, radiansPerRow * x.length);
    const falling = decay(a);
    for (let radians = turns.least; radians <= most; radians += turns.step) {
      const b = radians / width;
      yield {
        size: a === 0 ? sizes.wave : sizes.damped,
        columns: [Math.sin, Math.cos].map((wave) => x.map((value, row) => falling[row] * wave(b * value))),
        build: (of, [sine, cosine]) => {
          const angle = sum([product([number(b), of]), number(Math.atan2(cosine, sine))]);
          const amplitude = Math.hypot(sine, cosine);
          return product([a === 0 ? number(amplitude) : decayOf(a, of, amplitude), call('sin', angle)]);
        },
      };
    }
  }
  for (const [i, slow] of decays.entries()) {
    for (const fast of decays.slice(i + 1)) {
      const [a, b] = [slow / width, fast / width];
      yield {
        size: sizes.decays,
        columns: [decay(a), decay(b)],
        build: (of, [one, other]) => sum([decayOf(a, of, one), decayOf(b, of, other)]),
      };
    }
  }
}
