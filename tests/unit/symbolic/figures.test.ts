/** The errors that are shown of a formula are those of the formula as it is written. */
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { noiseFloor } from '../../../main/engine/measure/noiseFloor.ts';
import { classScores } from '../../../main/engine/symbolic/formula/classScores.ts';
import { formulaError, rowsAt, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { scored } from '../../../main/engine/symbolic/formula/score.ts';
import type { ScoringData } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { written } from '../../../main/engine/symbolic/formula/written.ts';
import { endText } from '../../../shared/results/domainText.ts';
import { r2Text } from '../../../shared/figures.ts';
import { figuresOf } from '../../../main/engine/symbolic/formula/figures.ts';
import { endsOf } from '../../../main/engine/symbolic/suggest/ends.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { number } from '../../../shared/expression/tree.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { seededRandom } from '../../../shared/random.ts';
import { sampleEncoding } from '../project/samples.ts';

const noRows = new Uint32Array();

/** Years and a level that rises by 0.3 a year, with noise: slope and intercept compensate each other. */
function levels(rows: number, seed: number): FormulaData {
  const random = seededRandom(seed);
  const year = Float64Array.from({ length: rows }, () => 1990 + 30 * random.next());
  const target = year.map((at) => 0.3 * at - 590 + 0.5 * random.normal());
  return { names: ['year'], columns: [year], rows, target, weights: null };
}

const data: ScoringData = {
  output: 'level',
  quantity: 'level',
  train: levels(80, 1),
  validation: levels(30, 2),
  test: levels(30, 3),
  network: null,
  classes: null,
  labelled: null,
  apart: null,
};
const formula = withStandardErrors(
  parseExpression('0.301234567890123*year - 592.456789012345', ['year']),
  data.train,
);

it.each([
  ['4*x^0.36', 0],
  ['4*(x - 0.001)^0.36', 0.001],
])('%s ends at %d', (text, at) => {
  const power = compile(parseExpression(text, ['x']), ['x']);
  const [end, ...others] = endsOf((x) => power([Float64Array.of(x)], 1)[0], [0.01, 5]);
  expect(others).toEqual([]);
  expect(end.side).toBe('below');
  if (at === 0) expect(end.at).toBe(0);
  else expect(end.at).toBeCloseTo(at, 10);
});

it.each([
  ['log(x)', [0.1, 9], 'at or below 0'],
  ['log(x - 2)', [2.1, 9], 'at or below 2'],
  ['3*log(7.3 - x)', [0, 7.2], 'at or above 7.3'],
  ['1/x^1.5', [0.1, 9], 'at or below 0'],
  ['sqrt(x)', [0.1, 9], 'below 0'],
  ['(x - 2)^0.1', [2.1, 9], 'below 2'],
  ['asin(x/4)', [0, 3.9], 'above 4'],
  ['1/x', [0.1, 9], 'at 0'],
  ['1/x', [1, 21], 'at 0'],
  ['1/x', [-9, -0.1], 'at 0'],
  ['2 - x', [0.1, 9], ''],
] as const)('%s on %j has no value %s', (text, range, told) => {
  const run = compile(parseExpression(text, ['x']), ['x']);
  expect(
    endsOf((x) => run([Float64Array.of(x)], 1)[0], range)
      .map(endText)
      .join(),
  ).toBe(told);
});

describe('the figures of a formula', () => {
  it('are those of the printed code, read back, for every number of digits', () => {
    for (const digits of [1, 3, 4, 6, 'supported', null] as const) {
      const { expression, figures } = written(formula, digits, 'python', data);
      expect(figures.trainError).toBe(formulaError(expression, data.train));
      expect(figures.testError).toBe(formulaError(expression, data.test));
      expect(figures.unrounded.test).toBe(formulaError(formula, data.test));
    }
    // One digit of a slope over two thousand years: far off, and said to be.
    expect(written(formula, 1, 'python', data).figures.testError).toBeGreaterThan(2);
  });

  it('show the R² of the formula with all digits, near 0 too', () => {
    for (let k = 0; k < 200; k++) {
      const mean = withStandardErrors(parseExpression(String(8 + 0.001234567 * k), ['year']), data.train);
      const exact = figuresOf(mean, mean, data, { scatter: null, interval: null });
      expect(r2Text(scored(mean, data, { features: [] }).r2)).toBe(r2Text(exact.r2));
    }
  });

  it('do not hold digits of a constant that no R² is of, as the log-odds of a network without inputs', () => {
    const logit = -0.19415601444095723;
    const constant = (rows: FormulaData): FormulaData => ({ ...rows, target: rows.target.map(() => logit) });
    const classes: ScoringData = {
      ...{ ...data, classes: { encoding: { outputs: [{}, {}] } } as unknown as Dataset },
      train: constant(data.train),
      validation: constant(data.validation),
      test: constant(data.test),
    };
    const { expression } = written(number(logit, 0.2), 'supported', 'latex', classes);
    expect(expression).toMatchObject({ kind: 'number', value: -0.19 });
  });

  it('have the cross-entropy of the formula with all digits, where it predicts one of two classes', () => {
    const x = Float64Array.from({ length: 60 }, (_, row) => row / 10 - 3);
    const split = {
      ...{ rows: 60, inputs: x, weights: null, tableRows: Uint32Array.from(x.keys()) },
      // Half of the rows are far on the wrong side.
      targets: x.map((value, row) => Number(row % 2 === 0 ? value > 0 : value <= 0)),
    };
    const { features } = sampleEncoding(1, 1);
    const [output] = sampleEncoding(1, 1).outputs;
    const encoding: Encoding = {
      ...{ task: 'classification', targets: ['c'], classes: ['0', '1'], outputs: [output] },
      features: [{ ...features[0], scaling: { shift: 0, scale: 1 } }],
    };
    const none = {
      ...split,
      rows: 0,
      inputs: x.subarray(0, 0),
      targets: x.subarray(0, 0),
      tableRows: noRows,
    };
    const classes: Dataset = { encoding, train: split, validation: none, test: none, dropped: 0, notes: [] };
    const logits = parseExpression(`2.7183456789*${features[0].name} + 0.4142135624`, [features[0].name]);
    const target = x.map((value) => 2.7183456789 * value + 0.4142135624);
    const train = { names: [features[0].name], columns: [x], rows: 60, target, weights: null };
    const empty = rowsAt(train, noRows);
    const scoring: ScoringData = {
      ...{ ...data, classes, train, validation: empty, test: empty },
      labelled: {
        rows: { ...train, weights: new Float64Array(60).fill(1) },
        logits: target,
        output: 0,
        classes: target,
      },
    };
    const { expression } = written(logits, 'supported', 'latex', scoring);
    const [shown, exact] = [expression, logits].map((one) => classScores([one], classes)!.crossEntropy);
    expect(shown.toPrecision(4)).toBe(exact.toPrecision(4));
    expect(exact).toBeGreaterThan(1);
    expect(printExpression(expression, 'text').code.length).toBeLessThan(20);
  });

  it('count rows by their weights, R² too', () => {
    const test = data.test.columns[0].map((year) => (year < 2005 ? 1 : 9));
    const twice = (rows: FormulaData): FormulaData => {
      const at = Array.from(test, (weight, row) => Array<number>(weight).fill(row)).flat();
      const of = (values: Float64Array) => Float64Array.from(at, (row) => values[row]);
      return { ...rows, rows: at.length, columns: rows.columns.map(of), target: of(rows.target) };
    };
    const weighed = scored(formula, { ...data, test: { ...data.test, weights: test } }, { features: [] });
    const repeated = scored(formula, { ...data, test: twice(data.test) }, { features: [] });
    expect(weighed.testError).toBeCloseTo(repeated.testError, 12);
    expect(weighed.r2).toBeCloseTo(repeated.r2, 12);
  });

  it('do not change by rounding to what the data support, although the constants compensate each other', () => {
    const shown = scored(formula, data, { features: [] });
    expect(shown.latex.length).toBeLessThan(
      String.raw`0.301234567890123 \, \mathrm{year} - 592.456789012345`.length,
    );
    for (const [error, exact] of [
      [shown.trainError, shown.unrounded.train],
      [shown.validationError, shown.unrounded.validation],
      [shown.testError, shown.unrounded.test],
    ]) {
      expect(error).toBeGreaterThan(0.3);
      expect(Math.abs(error / exact - 1)).toBeLessThan(1e-4);
    }
  });
});

describe('the noise', () => {
  const rows = 600;
  const columns = (random: ReturnType<typeof seededRandom>): Float64Array =>
    Float64Array.from({ length: 2 * rows }, () => 2 * random.next() - 1);

  it('is separated from the network’s own error, if that varies slowly', () => {
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed);
      const inputs = columns(random);
      const missed = (row: number): number => 0.5 * inputs[row] ** 2 - 0.3 * inputs[rows + row];
      const residuals = Float64Array.from({ length: rows }, (_, row) => missed(row) + 0.1 * random.normal());
      const floor = noiseFloor(inputs, residuals, null)!;
      expect(Math.abs(floor.value - 0.1)).toBeLessThan(3 * floor.error + 0.005);
      expect(floor.error).toBeLessThan(0.01);
    }
  });

  it('has a standard error that covers the truth', () => {
    let covered = 0;
    for (let seed = 10; seed < 60; seed++) {
      const random = seededRandom(seed);
      const inputs = columns(random).subarray(0, 120);
      const residuals = Float64Array.from({ length: 60 }, () => random.normal());
      const { value, error } = noiseFloor(inputs, residuals, null)!;
      if (Math.abs(value - 1) < 2 * error) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(43);
  });

  it('is that of the weighted errors where rows have weights', () => {
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed);
      const inputs = columns(random);
      const uncertainties = Float64Array.from({ length: rows }, () => (random.next() < 0.5 ? 0.1 : 5));
      const residuals = uncertainties.map((s) => s * random.normal());
      const weights = uncertainties.map((s) => s ** -2);
      // The root of the weighted mean square of errors as large as their uncertainties.
      const truth = Math.sqrt(rows / weights.reduce((sum, weight) => sum + weight, 0));
      const { value, error } = noiseFloor(inputs, residuals, weights)!;
      expect(Math.abs(value - truth)).toBeLessThan(3 * error);
      expect(error).toBeLessThan(0.1 * truth);
      // A weight of 2 everywhere is none.
      expect(noiseFloor(inputs, residuals, new Float64Array(rows).fill(2))).toEqual(
        noiseFloor(inputs, residuals, null),
      );
    }
  });

  it('is not estimated from a few rows', () => {
    expect(noiseFloor(new Float64Array(20), new Float64Array(20), null)).toBeNull();
  });
});
