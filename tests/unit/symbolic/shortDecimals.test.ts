/** Constants that are short decimals: those that the rows tell, and no others. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { shortDecimal, withShortDecimals } from '../../../main/engine/symbolic/formula/shortDecimals.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';

describe('the short decimal near a constant', () => {
  it.each<readonly [value: number, error: number, decimal: number | null]>([
    [0.01000005, 4e-8, 0.01],
    [-9.81002, 3e-5, -9.81],
    [6.6743012e-11, 1e-17, 6.6743e-11],
    [299_792.45801, 1e-5, 299_792.458],
    // 2.44 has as many digits as the error tells.
    [2.44, 0.01, null],
    // No decimal is near.
    [2.4391, 1e-5, null],
    // Further than two standard errors.
    [0.0100005, 1e-7, null],
    [2.5, 0, null],
  ])('of %s ± %s is %s', (value, error, decimal) => {
    expect(shortDecimal(value, error)).toBe(decimal);
  });

  it('is found by chance for fewer than one constant in fifteen', () => {
    const random = seededRandom(4);
    const count = 4000;
    let found = 0;
    for (let i = 0; i < count; i++) {
      const [value, error] = [10 ** (2 * random.next()), 10 ** (-6 * random.next())];
      if (shortDecimal(value, value * error) !== null) found++;
    }
    expect(found / count).toBeLessThan(1 / 15);
  });
});

/** Rows of 1.37·exp(−0.42·x) + c, rounded to five decimals. */
function rows(c: number): FormulaData {
  const x = Float64Array.from({ length: 40 }, (_, row) => row / 4);
  const target = x.map((at) => Number((1.37 * Math.exp(-0.42 * at) + c).toFixed(5)));
  return { names: ['x'], columns: [x], rows: 40, target, weights: null };
}

describe('the constants of a formula', () => {
  const constants = async (c: number, formula: string): Promise<readonly number[]> => {
    const test = { data: rows(c), floor: 0, breath: new Breath(), signal: undefined };
    const found = await withShortDecimals(parseExpression(formula, ['x']), test);
    expect(constantsOf(found).every(({ error }) => error !== null && error > 0 && error < 1e-4)).toBe(true);
    return constantsOf(found).map(({ value }) => value);
  };

  it('become the decimals that the rows were made with', async () => {
    expect(await constants(0.6, '1.3700012*exp(-0.4200003*x) + 0.5999996')).toEqual([1.37, -0.42, 0.6]);
  });

  it('stay where no short decimal is near, while the others are fitted again', async () => {
    const [factor, rate, constant] = await constants(
      Math.SQRT2 / 2,
      '1.3700012*exp(-0.4200003*x) + 0.7071066',
    );
    expect([factor, rate]).toEqual([1.37, -0.42]);
    expect(constant).not.toBe(0.7071066);
    expect(Math.abs(constant - Math.SQRT2 / 2)).toBeLessThan(2e-6);
  });
});
