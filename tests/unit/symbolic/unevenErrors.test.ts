/** Standard errors of constants where the scatter of the rows depends on the value. */
import { describe, expect, it } from 'vitest';
import { constantErrors } from '../../../main/engine/symbolic/formula/constantErrors.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { rowsAt, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { constantsIn } from '../../../main/engine/symbolic/formula/score.ts';
import type { ScoringData } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { formulaScatter, withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';

const counting = (rows: number): Float64Array => Float64Array.from({ length: rows }, (_, row) => row + 1);
const tableOf = (target: readonly number[], x = counting(target.length)): FormulaData => ({
  names: ['x'],
  columns: [x],
  rows: target.length,
  target: Float64Array.from(target),
  weights: null,
});
const growing = tableOf([
  ...[3.1, 5.2, 6.7, 9.4, 10.6, 13.5, 14.2, 18.1, 17.9, 23.2],
  ...[21.6, 27.9, 24.8, 32.6, 27.4, 37.7, 31.5, 41.9, 35.2, 46.8],
]);
const falling = tableOf([
  ...[50.4, 55.4, 54.6, 59.2, 58.8, 63.2, 63, 67, 67.1, 70.8],
  ...[71.2, 74.8, 75.4, 78.5, 79.5, 82.6, 83.6, 86.4, 87.8, 90.2],
]);

const fitOf = (text: string, data: FormulaData): Expression =>
  fitConstants(parseExpression(text, data.names), data, { iterations: 100 });
const line = (data: FormulaData): Expression => fitOf('2.1*x + 0.7', data);
const errorsOf = (formula: Expression, data: FormulaData, even = false): (number | null)[] =>
  constantsOf(withStandardErrors(formula, data, { even })).map(({ error }) => error);
const near = (value: number): unknown => expect.closeTo(value, 8);

// R: sqrt(diag(vcovHC(lm(y ~ x), type = "HC3"))) of sandwich 3.1-1; slope before constant here.
describe('where the scatter depends on the value, standard errors', () => {
  it('are HC3 of R’s sandwich if it grows', () => {
    expect(formulaScatter(line(growing), growing)?.withValue).toBe('grows');
    expect(errorsOf(line(growing), growing)).toEqual([near(0.141057080341), near(0.919355800093)]);
    expect(errorsOf(line(growing), growing, true)).toEqual([near(0.110945615471), near(1.329034008772)]);
  });

  it('are those of the weighted rows if these have weights', () => {
    const weighted = { ...growing, weights: growing.columns[0].map((x) => 1 / (x + 10)) };
    expect(formulaScatter(line(weighted), weighted)?.withValue).toBe('grows');
    expect(errorsOf(line(weighted), weighted)).toEqual([near(0.1172796626396), near(0.6368137464572)]);
  });

  it('are HC3 if it falls', () => {
    expect(formulaScatter(line(falling), falling)?.withValue).toBe('falls');
    expect(errorsOf(line(falling), falling)).toEqual([near(0.0450203876763), near(0.6624764050628)]);
  });

  it('say “falls” of values below 0 whose scatter is larger farther from 0', () => {
    const below = { ...growing, target: growing.target.map((y) => -y) };
    expect(formulaScatter(line(below), below)?.withValue).toBe('falls');
  });

  it('are not 0 for the constant of a single row, whose error tells nothing', () => {
    const data = {
      ...tableOf([...growing.target, 20], Float64Array.of(...growing.columns[0], 7)),
      names: ['x', 'label'],
    };
    const labelled = {
      ...data,
      columns: [data.columns[0], Float64Array.from({ length: 21 }, (_, r) => +(r === 20))],
    };
    const errors = errorsOf(fitOf('2.1*x + 0.7 + 4.9*label', labelled), labelled);
    // By hand in R, with the mean square in place of this row's own.
    expect(errors).toContainEqual(near(2.880245005748));
  });
});

describe('standard errors stay as they are', () => {
  it('of Norris’ calibration, as NIST certifies them', () => {
    const pairs = [
      ...[
        0.2, 0.1, 337.4, 338.8, 118.2, 118.1, 884.6, 888.0, 10.1, 9.2, 226.5, 228.1, 666.3, 668.5, 996.3,
        998.5,
      ],
      ...[
        448.6, 449.1, 777.0, 778.9, 558.2, 559.2, 0.4, 0.3, 0.6, 0.1, 775.5, 778.1, 666.9, 668.8, 338.0,
        339.3,
      ],
      ...[
        447.5, 448.9, 11.6, 10.8, 556.0, 557.7, 228.1, 228.3, 995.8, 998.0, 887.6, 888.8, 120.2, 119.6, 0.3,
        0.3,
      ],
      ...[
        0.3, 0.6, 556.8, 557.6, 339.1, 339.3, 887.2, 888.0, 999.0, 998.5, 779.0, 778.9, 11.1, 10.2, 118.3,
        117.6,
      ],
      ...[229.2, 228.9, 669.1, 668.4, 448.9, 449.2, 0.5, 0.2],
    ];
    const data = tableOf(
      pairs.filter((_, at) => at % 2 === 1),
      Float64Array.from(pairs.filter((_, at) => at % 2 === 0)),
    );
    const errors = errorsOf(fitOf('1.1*x - 0.3', data), data);
    expect(errors).toEqual([expect.closeTo(0.000429796848199937, 12), expect.closeTo(0.232818234301152, 9)]);
  });

  it('of Misra’s model 1a, as NIST certifies them', () => {
    const y = [
      10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78,
    ];
    const x = [77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760];
    const data = tableOf(y, Float64Array.from(x));
    const start = parseExpression('250*(1 - exp(-0.0005*x))', ['x']);
    const free = ({ value }: { value: number }): boolean => !Number.isInteger(value) || value > 2;
    const formula = fitConstants(start, data, { iterations: 100, free });
    const errors = constantsOf(withStandardErrors(formula, data, { free })).flatMap(
      ({ error }) => error ?? [],
    );
    expect(errors).toEqual([expect.closeTo(2.7070075241, 5), expect.closeTo(7.2668688436e-6, 11)]);
  });

  it('with fewer than ten rows, or fewer than four for each constant', () => {
    // 9·r² is 8.59, above the limit.
    const few = tableOf([2.8, 4.9, 7.4, 9.8, 10.4, 12.4, 16.4, 18.6, 18.4]);
    expect(formulaScatter(line(few), few)).toBeNull();
    const bent = fitOf('0.7 + 2.1*x + 0.51*sin(0.9*x) + 0.42*cos(0.9*x) - 0.31*sin(1.7*x)', growing);
    expect(constantsOf(bent).length).toBeGreaterThan(5);
    expect(formulaScatter(bent, growing)).toBeNull();
  });

  it('where the errors are those of rounding, and where the formula has one value', () => {
    const exact = tableOf(Array.from(counting(40), (x) => 2.1 * x + 0.7));
    expect(formulaScatter(line(exact), exact)).toBeNull();
    expect(formulaScatter(fitOf('20.5', growing), growing)).toBeNull();
  });

  it('where rows are kept together', () => {
    const groups = Uint32Array.from(growing.target, (_, row) => Math.floor(row / 4));
    expect(formulaScatter(line(growing), { ...growing, groups })).toBeNull();
  });

  it('in nearly all tables with the same scatter on all rows', () => {
    let told = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const random = seededRandom(seed);
      const data = tableOf(Array.from(counting(30), (x) => 2.1 * x + 0.7 + random.normal()));
      if (formulaScatter(line(data), data) !== null) told++;
    }
    expect(told).toBeLessThanOrEqual(8);
  });
});

it('hold the constant that the largest values determine about as often as they should', () => {
  const held = { even: 0, now: 0 };
  const times = 300;
  for (let seed = 1; seed <= times; seed++) {
    const random = seededRandom(seed);
    const t = Float64Array.from({ length: 100 }, () => 8 * random.next());
    const data = tableOf(
      Array.from(t, (at) => 12 * Math.exp(-0.35 * at) * (1 + 0.05 * random.normal())),
      t,
    );
    const formula = fitOf('11.5*exp(-0.36*x)', data);
    const [{ value }] = constantsOf(formula);
    if (Math.abs(value - 12) <= 1.96 * errorsOf(formula, data, true)[0]!) held.even++;
    if (Math.abs(value - 12) <= 1.96 * errorsOf(formula, data)[0]!) held.now++;
  }
  // The standard deviation of a share of 0.95 is 0.0126.
  expect(held.now / times).toBeGreaterThan(0.95 - 0.04);
  expect(held.even / times).toBeLessThan(0.8);
});

describe('the table of constants', () => {
  const data: ScoringData = {
    output: 'y',
    quantity: 'y',
    ...{
      train: growing,
      validation: rowsAt(growing, Uint32Array.of()),
      test: rowsAt(growing, Uint32Array.of()),
    },
    ...{ network: null, classes: null, labelled: null, apart: null },
  };
  /** As a project of an earlier version keeps it. */
  const kept = withStandardErrors(line(growing), growing, { even: true });

  it('allows for it, also where a project keeps the formula with other errors', () => {
    const { scatter } = constantErrors(kept, data);
    expect(scatter).toEqual({ withValue: 'grows', of: 'errors' });
    expect(constantsIn(kept, data).map(({ error }) => error)).toEqual([
      near(0.141057080341),
      near(0.919355800093),
    ]);
  });

  it('says of which errors', () => {
    const weighted = { ...growing, weights: growing.columns[0].map((x) => 1 / x) };
    const of = constantErrors(withStandardErrors(line(weighted), weighted), {
      ...data,
      train: weighted,
    }).scatter;
    expect(of).toEqual({ withValue: 'grows', of: 'weighted errors' });
  });

  it('says nothing without rows, and of a formula without fitted constants', () => {
    expect(constantErrors(kept, { ...data, train: rowsAt(growing, Uint32Array.of()) }).scatter).toBeNull();
    expect(constantErrors(parseExpression('2*x', ['x']), data).scatter).toBeNull();
  });
});
