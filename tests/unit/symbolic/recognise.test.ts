/** Closed forms in the place of fitted constants. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { fittedConstants } from '../../../main/engine/symbolic/formula/fittedConstants.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { recognise } from '../../../main/engine/symbolic/formula/recognise.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';

const text = (expression: Expression): string => printExpression(expression, 'text').code;

function dataOf(law: (x: number) => number, rows: number, noise: number, seed: number): FormulaData {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: rows }, () => 2 * random.next() - 1);
  const target = x.map((at) => law(at) + noise * random.normal());
  return { names: ['x'], columns: [x], rows, target, weights: null };
}

const found = (start: string, data: FormulaData): Promise<Expression> =>
  recognise(fitConstants(parseExpression(start, ['x']), data), {
    data,
    floor: 1e-11,
    breath: new Breath(),
    signal: undefined,
  });

describe('recognition', () => {
  it('uses the closed forms that the data accept, and keeps the other numbers', async () => {
    // 0.123 is near 1/8 but the data tell them apart.
    const data = dataOf((x) => 3 * Math.sin(Math.PI * x) + 0.123 * x * x, 200, 0, 1);
    expect(text(await found('3.0001*sin(3.1415*x) + 0.1231*x^2', data))).toMatch(
      /^3\*sin\(pi\*x\) \+ 0\.12(3|2999999\d*|30000000\d*)\*x\^2$/u,
    );
  });

  it('uses none after it was stopped', async () => {
    const data = dataOf((x) => 3 * x, 50, 0, 1);
    const formula = parseExpression('3.0000001*x', ['x']);
    const test = { data, floor: 1e-11, breath: new Breath(), signal: AbortSignal.abort() };
    expect(await recognise(formula, test)).toBe(formula);
  });

  it('keeps half of a mean density as a number, for any noise', async () => {
    // ½·1.157 = 0.5785; √3/3 = 0.5774.
    for (let seed = 1; seed <= 10; seed++) {
      const data = dataOf((x) => 0.5785 * (x + 2) ** 2, 300, 0.1, seed);
      expect(text(await found('0.58*(x + 2)^2', data))).not.toMatch(/sqrt|pi|\//u);
    }
  });

  it('shows the fitted number and its standard error beside a closed form', () => {
    const data = dataOf((x) => 1.23 * Math.sin(Math.PI * x), 400, 0.01, 2);
    const formula = withStandardErrors(parseExpression('1.23*sin(pi*x)', ['x']), data);
    const [, pi] = fittedConstants(formula, data);
    expect(pi.form).toBe('π');
    expect(pi.fitted!.error).toBeGreaterThan(1e-5);
    expect(Math.abs(pi.fitted!.value - Math.PI)).toBeLessThan(3 * pi.fitted!.error);
    expect(pi.fitted!.value).not.toBe(Math.PI);
  });
});
