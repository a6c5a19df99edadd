/** Damped oscillations and sums of decays, found although the rows have noise. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { responses } from '../../../main/engine/symbolic/laws/shapes/responses.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { seededRandom } from '../../../shared/random.ts';

const { exp, sin, cos } = Math;
const times = Float64Array.from({ length: 150 }, (_, row) => 3 + row * 0.12);

function table(law: (t: number) => number, noise: number): FormulaData {
  const random = seededRandom(2);
  const target = times.map((t) => law(t) + noise * random.normal());
  return { names: ['t'], columns: [times], rows: times.length, target, weights: null };
}

/** The largest distance of the best response from the law, after its constants are fitted. */
async function distance(law: (t: number) => number, noise: number): Promise<number> {
  const data = table(law, noise);
  const found = await responses(wholeProblem(data), new Breath());
  const distances = found.map(({ expression }) => {
    const values = compile(fitConstants(expression, data, { iterations: 30 }), ['t'])([times], times.length);
    return values.reduce((most, value, row) => Math.max(most, Math.abs(value - law(times[row]))), 0);
  });
  return Math.min(...distances);
}

describe('responses', () => {
  it.each<[string, (t: number) => number]>([
    ['a damped oscillation', (t) => 1 + 2 * exp(-0.15 * (t - 3)) * cos(1.7 * t + 0.4)],
    ['a fast one', (t) => 3 * exp(-0.05 * t) * sin(6.3 * t)],
    ['an oscillation without damping', (t) => 0.5 + sin(9 * t + 2)],
    ['a sum of two decays', (t) => 2 * exp(-1.1 * (t - 3)) + exp(-0.12 * (t - 3)) - 0.5],
  ])('follow %s', async (_, law) => {
    expect(await distance(law, 0)).toBeLessThan(1e-4);
    expect(await distance(law, 0.05)).toBeLessThan(0.06);
  });

  it('are tried in one variable only', async () => {
    const one = table(sin, 0);
    const two = { ...one, names: ['t', 'u'], columns: [times, times.map((t) => t * t)] };
    expect(await responses(wholeProblem(two), new Breath())).toEqual([]);
  });

  it('has none of a column that does not vary', async () => {
    const one = table(sin, 0);
    expect(await responses(wholeProblem({ ...one, columns: [times.map(() => 1)] }), new Breath())).toEqual(
      [],
    );
  });
});
