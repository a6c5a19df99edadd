/** How much each row decides a formula that is fitted to it, beside the textbook's formulas for a straight line. */
import { describe, expect, it } from 'vitest';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { formulaError, rowsAt } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { errorVariances, errorWithoutOne } from '../../../main/engine/symbolic/formula/leverage.ts';
import { otherRows } from '../../../main/engine/data/rows.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

const x = Float64Array.of(0, 1, 2, 4, 5, 9);
const target = Float64Array.of(1.1, 2.9, 5.3, 8.8, 30, 19.2);
const data = { names: ['x'], columns: [x], rows: x.length, target, weights: null };
const line = fitConstants(parseExpression('2*x + 1.5', ['x']), data);

/** 1/n + (x − mean)²/Σ(x − mean)² over the fitted rows. */
function leverageOf(at: number, rows: readonly number[]): number {
  const mean = rows.reduce((sum, row) => sum + x[row], 0) / rows.length;
  const squares = rows.reduce((sum, row) => sum + (x[row] - mean) ** 2, 0);
  return 1 / rows.length + (x[at] - mean) ** 2 / squares;
}

describe('the variance of an error', () => {
  it('is less than that of the scatter where the row takes part in the fit, and more where it does not', () => {
    const fitted = [0, 1, 2, 3, 5];
    const variances = errorVariances(line, data, [4])!;
    for (const row of fitted) expect(variances[row]).toBeCloseTo(1 - leverageOf(row, fitted), 9);
    expect(variances[4]).toBeCloseTo(1 + leverageOf(4, fitted), 9);
  });

  it('counts a constant that says the same as another one once', () => {
    const doubled = errorVariances(parseExpression('2*x + 3*x + 1.5', ['x']), data, [])!;
    const all = [...x.keys()];
    all.forEach((row) => expect(doubled[row]).toBeCloseTo(1 - leverageOf(row, all), 9));
  });

  it('is unknown where the formula has no value', () => {
    expect(errorVariances(parseExpression('1/x', ['x']), data, [])).toBeNull();
    expect(errorWithoutOne(parseExpression('1/x', ['x']), data)).toBe(Infinity);
  });
});

it('the error without one row is that of the formula fitted to the others', () => {
  const others = rowsAt(data, otherRows(data.rows, [4]));
  const refitted = formulaError(fitConstants(line, others), others);
  expect(errorWithoutOne(line, data) * Math.sqrt(data.rows)).toBeCloseTo(
    refitted * Math.sqrt(others.rows),
    6,
  );
});
