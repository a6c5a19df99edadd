/** Single rows with a wrong value: formulas are found without them, and it is told. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { bestOf } from '../../../main/engine/symbolic/auto/front.ts';
import { farRowsOf } from '../../../main/engine/symbolic/formula/farRows.ts';
import { scored } from '../../../main/engine/symbolic/formula/score.ts';
import { scoringDataOf, withFarRows } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { bestFormula, errorOf } from '../../../shared/results/formulaChoice.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';
import { encodingOf, helloDataset } from '../train/hello.ts';
import { useSearchInRows } from './rowsAlone.ts';

const inRows = useSearchInRows();

/** Every sixth row is for validation. */
function datasetOf(names: readonly string[], rows: readonly (readonly number[])[]): Dataset {
  const split = (places: readonly number[]): Split => ({
    rows: places.length,
    inputs: Float64Array.from(names.flatMap((_, i) => places.map((row) => rows[row][i]))),
    targets: Float64Array.from(places, (row) => rows[row][names.length]),
    weights: null,
    tableRows: Uint32Array.from(places),
  });
  const places = [...rows.keys()];
  return {
    ...helloDataset(2, 2),
    encoding: encodingOf(names),
    train: split(places.filter((row) => row % 6 !== 5)),
    validation: split(places.filter((row) => row % 6 === 5)),
    test: split([]),
  };
}

/** Rows (x, y) of a law, evenly spaced, with normal errors and some values replaced. */
function curve(
  f: (x: number) => number,
  [low, high, count]: readonly [number, number, number],
  noise: number,
  wrong: Readonly<Record<number, number>> = {},
): number[][] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, row) => {
    const x = low + ((high - low) * row) / (count - 1);
    const y = f(x) + noise * random.normal();
    return [x, wrong[row] ?? y];
  });
}

const line = (x: number): number => 0.0213 * x + 0.004;
const saturation = (x: number): number => (8.2 * x) / (4.1 + x);

describe('a row with a wrong value', () => {
  it('does not bend a calibration: no pole at the row, and the slope of the others', async () => {
    const dataset = datasetOf(['c'], curve(line, [0, 50, 14], 0.004, { 9: 1.1 }));
    const best = bestOf(await inRows(dataset))!;
    expect(best.far).toEqual([9]);
    const [low, high] = compile(best.expression, ['c'])([Float64Array.of(10, 40)], 2);
    expect((high - low) / 30).toBeCloseTo(0.0213, 3);
  });

  it('does not hide a law, also where it is a validation row', async () => {
    for (const row of [7, 11]) {
      const dataset = datasetOf(['s'], curve(saturation, [0.5, 45, 20], 0.05, { [row]: 2.6 }));
      const best = bestOf(await inRows(dataset))!;
      expect(best.far).toEqual([row]);
      expect(best.named?.name).toMatch(/Michaelis/);
    }
  });

  it('may have a neighbour with a wrong value on the other side', async () => {
    const decay = (t: number): number => 120 * Math.exp(-0.25 * t) + 6;
    const dataset = datasetOf(['t'], curve(decay, [0, 20, 60], 1, { 33: 90, 34: -40, 47: 60 }));
    const best = bestOf(await inRows(dataset))!;
    expect(best.far).toEqual([33, 34, 47]);
    expect(best.named?.name).toBe('exponential decay');
  });
});

describe('no row is wrong', () => {
  const random = seededRandom(3);
  /** Laplace's distribution. */
  const heavy = (): number => Math.log(1 - random.next()) - Math.log(1 - random.next());
  const peak = (x: number): number => 7 * Math.exp(-(((x - 4) / 0.25) ** 2));
  it.each<[string, string, number[][]]>([
    ['where errors are normal', '0.0213*x + 0.004', curve(line, [0, 50, 60], 0.02)],
    [
      'where errors have heavy tails',
      '0.0213*x + 0.004',
      curve(line, [0, 50, 60], 0).map(([x, y]) => [x, y + 0.02 * heavy()]),
    ],
    [
      'where errors grow with the values',
      '3*x^2',
      curve((x) => 3 * x * x, [1, 9, 60], 0).map(([x, y]) => [x, y * (1 + 0.1 * random.normal())]),
    ],
    ['where a formula misses a peak of a few rows', '0.1', curve(peak, [0, 10, 60], 0.05)],
    ['in fewer than eight rows', '0.0213*x + 0.004', curve(line, [0, 50, 7], 0.004, { 3: 2 })],
  ])('%s', async (_, formula, rows) => {
    const dataset = datasetOf(['x'], rows);
    const expression = parseExpression(formula, ['x']);
    expect(await farRowsOf([{ expression }], dataset, new Breath())).toEqual([]);
  });
});

describe('the figures of formulas found without a row', () => {
  const rows = curve(line, [0, 50, 24], 0.004, { 11: 1.4 });
  const dataset = datasetOf(['c'], rows);
  const data = withFarRows(scoringDataOf(dataset, 0, 'y', null), dataset, 0, [11]);
  const [right, bent] = ['0.0213*c + 0.004', '0.023*c'].map((text) =>
    scored(parseExpression(text, ['c']), data, { features: [] }),
  );

  it('count it, and are told without it', () => {
    expect(right.validationError).toBeGreaterThan(0.4);
    expect(right.apart!.rows).toEqual([12]);
    expect(right.apart!.errors.validation).toBeLessThan(0.01);
    expect(right.apart!.errors.train).toBe(right.trainError);
  });

  it('choose the formula that fits the others', () => {
    expect(errorOf(right)).toBe(right.apart!.errors.validation);
    expect(bestFormula([bent, right])).toBe(1);
  });

  it('have nothing to tell once the row is none for training or validation', () => {
    const { validation } = dataset;
    const tableRows = validation.tableRows.map((row) => row + 100);
    const other = { ...dataset, validation: { ...validation, tableRows } };
    expect(withFarRows(scoringDataOf(other, 0, 'y', null), other, 0, [11]).apart).toBeNull();
  });
});
