import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import {
  formulaError,
  spreadOf,
  type FormulaData,
} from '../../../main/engine/symbolic/formula/formulaData.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { shaped } from '../../../main/engine/symbolic/laws/shapes/shaped.ts';
import { seededRandom } from '../../../shared/random.ts';

const { exp, sin } = Math;

/** Columns whose logarithms are spread evenly. */
function table(f: (...x: number[]) => number, ranges: readonly (readonly [number, number])[]): FormulaData {
  const random = seededRandom(6);
  const rows = 120;
  const columns = ranges.map(([low, high]) =>
    Float64Array.from({ length: rows }, () => low * (high / low) ** random.next()),
  );
  const target = Float64Array.from({ length: rows }, (_, row) => f(...columns.map((column) => column[row])));
  return { names: columns.map((_, i) => `x${i}`), columns, rows, target, weights: null };
}

describe('functions with one constant inside', () => {
  it.each<[string, (...x: number[]) => number, readonly (readonly [number, number])[]]>([
    [
      "Planck's law in SI units",
      (nu, t) => (1.4745e-50 * nu ** 3) / (exp((4.7992e-11 * nu) / t) - 1),
      [
        [1e13, 1e15],
        [1000, 6000],
      ],
    ],
    ["Hill's law", (x) => 1 / (1 + 3.57 / x ** 2.4), [[0.5, 20]]],
    [
      'a wave of a product',
      (a, b) => 2 + (3 / a) * sin(0.83 * a * b),
      [
        [1, 4],
        [1, 4],
      ],
    ],
    ['a saturation', (s) => (2.3 * s) / (0.7 + s), [[0.01, 10]]],
  ])('%s', async (_, f, ranges) => {
    const data = table(f, ranges);
    const errors = (await shaped(wholeProblem(data), new Breath())).map(({ expression }) =>
      formulaError(fitConstants(expression, data), data),
    );
    expect(Math.min(...errors)).toBeLessThan(1e-6 * spreadOf(data));
  });

  it('are none whose factor is beyond the largest number', async () => {
    const random = seededRandom(9);
    const v = Float64Array.from({ length: 52 }, () => 0.05 + 3.95 * random.next());
    const target = v.map((x) => 3.1 * x * x * exp(-0.55 * x * x) + 0.012 * random.normal());
    const data = { names: ['v'], columns: [v], rows: 52, target, weights: null };
    expect((await shaped(wholeProblem(data), new Breath())).length).toBeGreaterThan(0);
  });

  it('are none where the target is 0 or not defined everywhere', async () => {
    const data = table((x) => x, [[1, 2]]);
    await expect(
      shaped(wholeProblem({ ...data, target: data.target.map(() => 0) }), new Breath()),
    ).resolves.toBeDefined();
  });
});
