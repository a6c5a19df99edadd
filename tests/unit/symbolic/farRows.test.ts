/** Single rows with a wrong value: formulas are found without them, and it is told. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { bestOf } from '../../../main/engine/symbolic/auto/front.ts';
import { farRowsOf } from '../../../main/engine/symbolic/formula/farRows.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';
import { curve, curveInShares, datasetOf } from './curves.ts';
import { useSearchInRows } from './rowsAlone.ts';

const inRows = useSearchInRows();

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

  it('is found where it bends a law so much that no row lies far from the bent one', async () => {
    // A wrong value near the steep end, where errors as large are usual among large values.
    const thermistor = (T: number): number => 10_000 * Math.exp(3900 * (1 / T - 1 / 298));
    const rows = curveInShares(thermistor, [273, 373, 12], 0.01, 1203);
    rows[2][1] *= 1.6;
    const best = bestOf(await inRows(datasetOf(['T'], rows)))!;
    expect(best.far).toEqual([2]);
    expect(best.named?.name).toBe('Andrade equation');
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
    [
      'where the first rows draw a steep formula to themselves, and the third seems far',
      '55.41/(x + 0.009)^2 - 1.607',
      curveInShares((x) => 52 / x ** 2, [0.2, 2.5, 12], 0.03, 19),
    ],
    ['in fewer than eight rows', '0.0213*x + 0.004', curve(line, [0, 50, 7], 0.004, { 3: 2 })],
  ])('%s', async (_, formula, rows) => {
    const dataset = datasetOf(['x'], rows);
    const expression = parseExpression(formula, ['x']);
    expect(await farRowsOf([{ expression }], dataset, new Breath())).toEqual([]);
  });
});
