/** Constants of networks that were fitted to the logarithm of the target. Reference: R 4.5's lm of log(y) by log(x). */
import { describe, expect, it } from 'vitest';
import { constantErrors } from '../../../main/engine/symbolic/formula/constantErrors.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { offLogarithm, onLogarithm } from '../../../main/engine/symbolic/formula/onLogarithm.ts';
import type { ScoringData } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

const data: FormulaData = {
  names: ['x'],
  columns: [Float64Array.of(0.5, 1, 2, 3, 5, 8, 13, 21, 40, 90)],
  rows: 10,
  target: Float64Array.of(5.1, 8.9, 13.2, 25.1, 26.4, 49.7, 50.2, 99.5, 121.3, 290.7),
  weights: null,
};

/** The factor of the network has the mean of the target, here 5 % more than the fit of the logarithm. */
const factor = 1.05 * Math.exp(2.17118906144342);
const formula = parseExpression(`${factor}*x^0.757174707340649`, ['x']);

describe('the standard errors of constants that were fitted to the logarithm of the target', () => {
  it('are those of that fit', () => {
    const { expression, data: logs } = onLogarithm(formula, data)!;
    const [a, b] = constantsOf(withStandardErrors(expression, logs)).map(({ error }) => Number(error));
    expect(a / factor).toBeCloseTo(0.076315350374531, 9);
    expect(b).toBeCloseTo(0.031475554066437, 9);
  });

  it('stay so where the scatter of the values grows with them', () => {
    const rows = Float64Array.from({ length: 40 }, (_, row) => row);
    const columns = [rows.map((row) => 1.2 ** row)];
    const target = rows.map((row) => 3 * columns[0][row] ** 0.8 * Math.exp(0.3 * Math.sin(9 * row)));
    const train = { ...data, columns, target, rows: 40 };
    const scored = { train, apart: null, labelled: null, trained: true } as unknown as ScoringData;
    const logarithm = onLogarithm(parseExpression('3*x^0.8 ', ['x']), train)!;
    const own = offLogarithm(withStandardErrors(logarithm.expression, logarithm.data));
    const ofValues = constantErrors(withStandardErrors(offLogarithm(logarithm.expression), train), scored);
    expect(ofValues.scatter).toEqual({ withValue: 'grows', of: 'errors' });
    expect(constantErrors(own, { ...scored, isOfLogarithm: true })).toMatchObject({
      expression: own,
      scatter: null,
      interval: { freedom: 38, groups: null },
    });
  });

  it('count uncertainties of the target as shares of its values', () => {
    const shares = [0.1, 0.2, 0.1, 0.3, 0.1, 0.2, 0.1, 0.1, 0.2, 0.1];
    const weights = data.target.map((value, row) => (value * shares[row]) ** -2);
    const own = Math.exp(2.101397414333585);
    const line = parseExpression(`${own}*x^0.777997805795628`, ['x']);
    const { expression, data: logs } = onLogarithm(line, { ...data, weights, uncertain: true })!;
    const [a, b] = constantsOf(withStandardErrors(expression, logs)).map(({ error }) => Number(error));
    expect(a / own).toBeCloseTo(0.064287759797427, 9);
    expect(b).toBeCloseTo(0.025310283526463, 9);
  });

  it('are not there for a target that is not positive', () => {
    expect(onLogarithm(formula, { ...data, target: data.target.map((value) => value - 6) })).toBeNull();
  });
});
