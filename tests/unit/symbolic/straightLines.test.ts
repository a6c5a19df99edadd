/** Straight lines beside the formulas of a search: numbers against R's lm. */
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { variablesOf } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';
import { asShares } from '../../../main/engine/symbolic/formula/asShares.ts';
import { kindOfErrors } from '../../../main/engine/symbolic/formula/kindOfErrors.ts';
import { formulaError, rowsAt, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import {
  heldOutSquares,
  productsOf,
  scaledRows,
} from '../../../main/engine/symbolic/formula/lines/heldOut.ts';
import { logsFollow } from '../../../main/engine/symbolic/formula/lines/logsFollow.ts';
import { isBehind, straightLinesOf } from '../../../main/engine/symbolic/formula/lines/straightLines.ts';
import { fitsOfFewer } from '../../../main/engine/symbolic/formula/lines/sweep.ts';

/** R's stackloss (Brownlee): flow of air, temperature of the water, acid; the loss. */
const air = [80, 80, 75, 62, 62, 62, 62, 62, 58, 58, 58, 58, 58, 58, 50, 50, 50, 50, 50, 56, 70];
const water = [27, 27, 25, 24, 22, 23, 24, 24, 23, 18, 18, 17, 18, 19, 18, 18, 19, 19, 20, 20, 20];
const acid = [89, 88, 90, 87, 87, 87, 93, 93, 87, 80, 89, 88, 82, 93, 89, 86, 72, 79, 80, 82, 91];
const loss = [42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14, 13, 11, 12, 8, 7, 8, 8, 9, 15, 15];

function dataOf(
  columns: Readonly<Record<string, readonly number[]>>,
  target: readonly number[],
): FormulaData {
  return {
    names: Object.keys(columns),
    columns: Object.values(columns).map((values) => Float64Array.from(values)),
    rows: target.length,
    target: Float64Array.from(target),
    weights: null,
  };
}

const stack = dataOf({ air, water, acid }, loss);
const none = rowsAt(stack, new Uint32Array());

/** Constant and slopes in the units of the columns. */
function plain(data: FormulaData, used: number): readonly number[] {
  const scaled = scaledRows(data);
  const fit = fitsOfFewer(productsOf(scaled))[used];
  const { means, sizes } = scaled;
  const last = means.length - 1;
  const slopes = data.columns.map((_, i) => (fit[i + 1] * sizes[last]) / sizes[i + 1]);
  return [
    means[last] + fit[0] * sizes[last] - slopes.reduce((sum, slope, i) => sum + slope * means[i + 1], 0),
    ...slopes,
  ];
}

function expectNear(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i], 6);
}

describe('least squares with fewer and fewer columns', () => {
  it('gives the numbers of R’s lm, and leaves out the column that explains least', () => {
    expectNear(plain(stack, 3), [-39.9196744, 0.7156402, 1.2952861, -0.1521225]);
    expectNear(plain(stack, 2), [-50.3588401, 0.6711544, 1.2953514, 0]);
    expectNear(plain(stack, 1), [-44.1320247, 1.0203093, 0, 0]);
    expectNear(plain(stack, 0), [loss.reduce((sum, y) => sum + y, 0) / loss.length, 0, 0, 0]);
  });

  it('counts rows by their weights', () => {
    const weights = Float64Array.from(loss, (y) => 1 / y ** 2);
    expectNear(plain({ ...stack, weights }, 3), [-39.4852858, 0.5779379, 1.019735, -0.0057736]);
  });

  it('leaves out a column that others determine', () => {
    const twice = dataOf({ air, water, double: air.map((value) => 2 * value) }, loss);
    const fits = fitsOfFewer(productsOf(scaledRows(twice)));
    expect(fits).toHaveLength(3);
    expectNear(plain(twice, 2), [-50.3588401, 0.6711544, 1.2953514, 0]);
  });
});

describe('held-out rows', () => {
  it('are predicted by lines of other rows alone', () => {
    const data = dataOf({ x: [...air] }, [...loss]);
    const before = heldOutSquares(data)[1];
    // Its own value changes the prediction of other rows and of none that is held out with it.
    const target = data.target.slice();
    target[0] += 1000;
    const [error, changed] = [before, heldOutSquares({ ...data, target })[1]].map((own) => Math.sqrt(own[0]));
    expect(Math.abs(Math.abs(changed - 1000) - error)).toBeLessThan(1e-6);
  });

  it('are those of whole groups', () => {
    const random = seededRandom(3);
    // Each group has a level, and a column that names it: lines of other rows of the group would know it.
    const levels = Array.from({ length: 12 }, () => 10 * random.normal());
    const groups = Uint32Array.from({ length: 120 }, (_, row) => row % 12);
    const target = [...groups].map((group) => levels[group] + random.normal());
    const columns = Object.fromEntries(
      levels.map((_, level) => [`g${level}`, [...groups].map((group) => (group === level ? 1 : 0))]),
    );
    const data = dataOf(columns, target);
    const rms = (own: Float64Array) => Math.sqrt(own.reduce((sum, value) => sum + value, 0) / target.length);
    expect(rms(heldOutSquares(data)[11])).toBeLessThan(1.5);
    expect(rms(heldOutSquares({ ...data, groups })[11])).toBeGreaterThan(7);
  });
});

describe('straight lines of a table', () => {
  const random = seededRandom(5);
  const wide = Array.from({ length: 8 }, () => Array.from({ length: 80 }, () => random.normal()));
  const named = Object.fromEntries(wide.map((values, i) => [`x${i}`, values]));

  it('have the columns that predict other rows, and hardly others', () => {
    const others = Array.from({ length: 20 }, () => {
      const target = wide[2].map((value, row) => 3 * value - 2 * wide[5][row] + random.normal());
      const lines = straightLinesOf(dataOf(named, target), none)!;
      const used = variablesOf(lines.expression);
      expect(used).toEqual(expect.arrayContaining(['x2', 'x5']));
      expect(lines.heldOut).toBeGreaterThan(0.7);
      expect(lines.heldOut).toBeLessThan(1.4);
      return used.length - 2;
    });
    // Of six columns that tell nothing; all six would be 120.
    expect(others.reduce((sum, count) => sum + count, 0)).toBeLessThan(15);
  });

  it('are the mean where no column does', () => {
    const target = wide[0].map(() => 7 + random.normal());
    const lines = straightLinesOf(dataOf(named, target), none)!;
    expect(variablesOf(lines.expression)).toEqual([]);
    expect(constantsOf(lines.expression)[0].value).toBeCloseTo(target.reduce((sum, y) => sum + y, 0) / 80, 0);
  });

  it('are none of few rows', () => {
    const few = rowsAt(
      stack,
      Uint32Array.from({ length: 7 }, (_, row) => row),
    );
    expect(straightLinesOf(few, none)).toBeNull();
  });

  it('tell which formulas are behind them', () => {
    const target = wide[2].map((value, row) => 3 * value - 2 * wide[5][row] + random.normal());
    const data = dataOf(named, target);
    const lines = straightLinesOf(data, none)!;
    const one = (text: string, size: number) => ({ expression: parseExpression(text, data.names), size });
    expect(isBehind(one('2.9*x2', 3), lines, data, none)).toBe(true);
    expect(isBehind(one('3*x2 - 2*x5', 2), lines, data, none)).toBe(false);
    // 1.02 times the error of the lines is as good; e^(size/80) is what is expected beside the error of these rows.
    const law = one('3*x2 - 2*x5', 0);
    const expected = { ...lines, heldOut: (formulaError(law.expression, data) * Math.exp(9 / 80)) / 1.02 };
    expect(isBehind({ ...law, size: 8.9 }, expected, data, none)).toBe(false);
    expect(isBehind({ ...law, size: 9.1 }, expected, data, none)).toBe(true);
  });
});

describe('errors of values over decades', () => {
  const random = seededRandom(7);
  const x = Float64Array.from({ length: 150 }, () => 1 + 9 * random.next());

  it('count as shares where the logarithms follow from the columns', () => {
    const law = x.map((value) => 2e-6 * Math.exp(1.4 * value) * Math.exp(0.8 * random.normal()));
    expect(logsFollow([x], law)).toBe(true);
    expect(kindOfErrors([x], law)).not.toBe('values');
    const data = { ...dataOf({ x: [...x] }, [...law]), errors: kindOfErrors([x], law) };
    expect(asShares(data)).not.toBeNull();
  });

  it('count in the target’s unit where they do not: the small ones are scatter about 0', () => {
    const costs = x.map((value) => (50 + 20 * value) * Math.exp(2.2 * random.normal()));
    expect(logsFollow([x], costs)).toBe(false);
    expect(kindOfErrors([x], costs)).toBe('values');
    const data = { ...dataOf({ x: [...x] }, [...costs]), errors: kindOfErrors([x], costs) };
    expect(asShares(data)).toBeNull();
  });

  it('follow a peak and a power', () => {
    expect(
      logsFollow(
        [x],
        x.map((value) => Math.exp(-((value - 5) ** 2))),
      ),
    ).toBe(true);
    expect(
      logsFollow(
        [x],
        x.map((value) => value ** -4),
      ),
    ).toBe(true);
  });
});
