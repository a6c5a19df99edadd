/** Standard errors of constants beside others that can take their place: the levels of a column and a constant. */
import { expect, it } from 'vitest';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { constantsOf, roundUntold } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

const rows = 30;
const column = (of: (row: number) => number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => of(row));
const isA = column((row) => (row % 3 === 0 ? 1 : 0));
const x = column((row) => row / 10);
const z = column((row) => ((row * 7) % 11) / 11);
const target = column((row) => 2 * x[row] - z[row] + 1.5 * isA[row] + ((row * row) % 13) / 13);
const data: FormulaData = {
  names: ['x', 'z', 'a', 'b'],
  columns: [x, z, isA, isA.map((value) => 1 - value)],
  ...{ rows, target, weights: null },
};

const formula = (text: string) =>
  withStandardErrors(fitConstants(parseExpression(text, data.names), data), data);
const errors = (text: string) => constantsOf(formula(text)).map(({ error }) => error);

it('a constant that others can take the place of has none; the others have those of R’s lm', () => {
  const [ofX, ofZ, ...others] = errors('2*x - 1.1*z + 0.8*a - 0.7*b + 0.5');
  expect(others).toEqual([null, null, null]);
  expect(ofX).toBeCloseTo(0.0738445479437797, 10);
  expect(ofZ).toBeCloseTo(0.2207799471981204, 10);
  // Without the second level each constant is determined.
  const whole = errors('2*x - 1.1*z + 1.5*a + 0.5');
  expect(whole[0]).toBeCloseTo(0.0738445479437797, 10);
  expect(whole[2]).toBeCloseTo(0.1355634319379003, 10);
  expect(whole[3]).toBeCloseTo(0.1618116182758433, 10);
});

it('constants that are not determined alone can be rounded without the others', () => {
  const found = formula('2.012*x + 0.81234*a - 0.71234*b + 0.51234');
  const [slope, ...others] = constantsOf(found);
  const rounded = constantsOf(roundUntold(found, 3));
  expect(rounded[0]).toEqual(slope);
  expect(rounded.slice(1).map(({ value }) => value)).toEqual(
    others.map(({ value }) => Number(value.toPrecision(3))),
  );
  // Where no constant has an error, all keep their digits.
  const exact = parseExpression('0.81234*a', data.names);
  expect(roundUntold(exact, 3)).toBe(exact);
});
