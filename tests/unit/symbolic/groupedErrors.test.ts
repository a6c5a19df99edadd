/** Standard errors of constants where rows of a group are not independent. */
import { describe, expect, it } from 'vitest';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import {
  firstRows,
  joinedRows,
  rowsAt,
  type FormulaData,
} from '../../../main/engine/symbolic/formula/formulaData.ts';
import { intervalOf, withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

/** Five groups of three rows, x = 0, 1, 2 in each. */
const tableOf = (target: readonly number[]): FormulaData => ({
  names: ['x'],
  columns: [Float64Array.from(target, (_, row) => row % 3)],
  rows: target.length,
  target: Float64Array.from(target),
  weights: null,
  groups: Uint32Array.from(target, (_, row) => Math.floor(row / 3)),
});
const errors = (data: FormulaData): (number | null)[] => {
  const line = fitConstants(parseExpression('1.5*x + 0.7', ['x']), data);
  return constantsOf(withStandardErrors(line, data)).map(({ error }) => error);
};
const close = (value: number): unknown => expect.closeTo(value, 8);

/** R 4.5: clubSandwich's `vcovCR(lm(y ~ x, weights = w), cluster = g, type = "CR3")`, times (G − 1)/G. */
describe('the errors of constants', () => {
  it('are those of R’s clubSandwich, CR3', () => {
    const data = tableOf([2, 4, 7, 1, 3, 6, 3, 5, 8, 9, 4, 1, 2, 5, 7]);
    expect(errors(data)).toEqual([close(1.3), close(1.388044187577)]);
  });

  it('may be smaller than those of independent rows, 1.01640391729 and 1.31217181489', () => {
    const data = tableOf([2, 4, 7, 1, 2, 2, 5, 9, 14, 3, 3, 4, 0, 2, 5]);
    expect(errors(data)).toEqual([close(0.7483314773548), close(0.8393118874676)]);
  });

  it('are those of R where each group has one x, and rows have weights', () => {
    const data = tableOf([2, 4, 7, 1, 3, 6, 3, 5, 8, 9, 4, 1, 2, 5, 7]);
    const columns = [Float64Array.from(data.target, (_, row) => [0, 1, 3, 4, 7][Math.floor(row / 3)])];
    const weights = Float64Array.from(data.target, (_, row) => 1 + (row % 3));
    expect(errors({ ...data, columns, weights })).toEqual([close(0.2251816508675), close(0.6846904285783)]);
  });

  it('do not exist for a constant that one group alone determines', () => {
    const data = tableOf([2, 4, 7, 1, 3, 6, 3, 5, 8, 9, 4, 1, 2, 5, 7]);
    const isLast = Float64Array.from(data.target, (_, row) => (row >= 12 ? 1 : 0));
    const both = { ...data, names: ['x', 'last'], columns: [data.columns[0], isLast] };
    const fit = fitConstants(parseExpression('1.5*x + 0.7*last + 0.3', both.names), both);
    const [slope, level, constant] = constantsOf(withStandardErrors(fit, both)).map(({ error }) => error);
    expect(level).toBeNull();
    expect(slope).toBeGreaterThan(0);
    expect(constant).toBeGreaterThan(0);
  });

  it('make 95 % intervals by Student’s t, with one degree of freedom fewer than groups', () => {
    const data = tableOf([2, 4, 7, 1, 3, 6, 3, 5, 8, 9, 4, 1, 2, 5, 7]);
    const line = parseExpression('1.5*x + 0.7', ['x']);
    // R: qt(0.975, c(4, 13))
    const factor = (value: number): unknown => expect.closeTo(value, 4);
    expect(intervalOf(line, data)).toEqual({ factor: factor(2.776445), freedom: 4, groups: 5 });
    const { names, columns, rows, target, weights } = data;
    const independent = { names, columns, rows, target, weights };
    expect(intervalOf(line, independent)).toEqual({ factor: factor(2.160369), freedom: 13, groups: null });
    expect(intervalOf(line, { ...data, groups: new Uint32Array(15) })).toBeNull();
  });
});

it('know the groups of chosen and of joined rows', () => {
  const data = tableOf([2, 4, 7, 1, 3, 6, 3, 5, 8, 9, 4, 1, 2, 5, 7]);
  const halves = [
    rowsAt(data, Uint32Array.of(0, 1, 2, 3, 4)),
    rowsAt(
      data,
      Uint32Array.from({ length: 10 }, (_, i) => i + 5),
    ),
  ];
  expect(joinedRows(halves[0], halves[1]).groups).toEqual(data.groups);
  expect(firstRows(data, 4).groups).toEqual(Uint32Array.of(0, 0, 0, 1));
});
