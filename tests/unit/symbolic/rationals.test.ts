import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { formulaError, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { rationals } from '../../../main/engine/symbolic/laws/terms/rationals.ts';
import { complexity } from '../../../shared/expression/complexity.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { seededRandom } from '../../../shared/random.ts';

function table(f: (...x: number[]) => number, inputs: number, noise = 0): FormulaData {
  const random = seededRandom(5);
  const rows = 150;
  const columns = Array.from({ length: inputs }, () =>
    Float64Array.from({ length: rows }, () => 0.6 + 3 * random.next()),
  );
  const target = Float64Array.from(
    { length: rows },
    (_, row) => f(...columns.map((column) => column[row])) + noise * random.normal(),
  );
  return { names: columns.map((_, i) => `x${i}`), columns, rows, target, weights: null };
}

const found = (data: FormulaData) => rationals(wholeProblem(data), new Breath());

describe('rational functions', () => {
  it.each<[string, (...x: number[]) => number, number, number]>([
    ['of one variable', (x) => (1 + x) / (2 + x * x), 1, 16],
    ['of three variables', (x, y, z) => (x * y + 2) / (x + 3 * z), 3, 20],
    ['as partial fractions, where these are shorter', (t, v) => (8 * t) / (3 * v - 1) - 3 / v ** 2, 2, 17],
  ])('%s', async (_, f, inputs, size) => {
    const data = table(f, inputs);
    const exact = (await found(data)).filter(({ expression }) => formulaError(expression, data) < 1e-9);
    expect(exact).not.toEqual([]);
    expect(Math.min(...exact.map(({ expression }) => complexity(simplify(expression))))).toBeLessThanOrEqual(
      size,
    );
  });

  it('are not found in noise, or where the law is none', async () => {
    expect(await found(table((x, y) => x / (1 + y), 2, 0.01))).toEqual([]);
    expect(await found(table((x, y) => Math.sin(x * y), 2))).toEqual([]);
  });
});
