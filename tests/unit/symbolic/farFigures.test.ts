/** The figures of a formula that was found without a row: which of them count it. */
import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { emptyHistory } from '../../../main/engine/history/history.ts';
import type { Revision } from '../../../main/engine/history/revision.ts';
import { withoutFarRows } from '../../../main/engine/symbolic/formula/farRows.ts';
import { formulaData, formulaError } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { scored } from '../../../main/engine/symbolic/formula/score.ts';
import { scoringDataOf, withFarRows } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { written } from '../../../main/engine/symbolic/formula/written.ts';
import { edgeDetail } from '../../../main/engine/views/edgeDetail.ts';
import { profileView } from '../../../main/engine/views/profile.ts';
import { scoringDataFor } from '../../../main/engine/views/scoringData.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { bestFormula, errorOf } from '../../../shared/results/formulaChoice.ts';
import { curve, datasetOf } from './curves.ts';
import { formulaRevision } from './formulaRevision.ts';

const line = (x: number): number => 0.0213 * x + 0.004;

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

  it('say which values were filled there, of columns in the formula', () => {
    const filled = [{ column: 'c', inputs: ['c'], rows: Uint32Array.of(2, 11) }];
    const gaps = { ...dataset, filled };
    const apart = withFarRows(scoringDataOf(gaps, 0, 'y', null), gaps, 0, [11]);
    const filledFor = (text: string) =>
      scored(parseExpression(text, ['c']), apart, { features: [] }).apart!.filled;
    expect(filledFor('0.0213*c + 0.004')).toEqual([{ column: 'c', rows: [12] }]);
    expect(filledFor('0.5')).toEqual([]);
    expect(right.apart!.filled).toEqual([]);
  });

  it('choose the formula that fits the others', () => {
    expect(errorOf(right)).toBe(right.apart!.errors.validation);
    expect(bestFormula([bent, right])).toBe(1);
  });

  it('are those of as many digits as the other rows need, although such errors hide what rounding costs', () => {
    const both = datasetOf(['c'], curve(line, [0, 50, 24], 0.004, { 9: 1.4, 11: 1.4 }));
    const apart = withFarRows(scoringDataOf(both, 0, 'y', null), both, 0, [9, 11]);
    const exact = parseExpression('0.02131357*c + 0.0040731', ['c']);
    const { expression } = written(exact, 'supported', 'latex', apart);
    const errorIn = (formula: Expression): number => formulaError(formula, apart.apart!.train);
    expect(errorIn(expression) / errorIn(exact)).toBeCloseTo(1, 4);
  });

  it('have nothing to tell once the row is none for training or validation', () => {
    const { validation } = dataset;
    const tableRows = validation.tableRows.map((row) => row + 100);
    const other = { ...dataset, validation: { ...validation, tableRows } };
    expect(withFarRows(scoringDataOf(other, 0, 'y', null), other, 0, [11]).apart).toBeNull();
  });
});

describe('the bands and the noise of a formula found without a row', () => {
  const backend = createNativeBackend({ threads: 1 });
  afterAll(() => backend.dispose());

  /** The revision of a straight line, from which some rows were left out. */
  function revisionOf(dataset: Dataset, far: readonly number[]): Revision {
    const text = '0.0213*c + 0.004';
    return formulaRevision(text, dataset, { type: 'symbolic', formulas: [text], far: [far] });
  }

  const rows = curve(line, [0, 50, 24], 0.004, { 9: 1.4 });
  const dataset = datasetOf(['c'], rows);
  const clean = withoutFarRows(dataset, [9]);

  it('do not count it in the profiler, which says so', async () => {
    const widths = async (
      far: readonly number[],
      among: Dataset,
    ): Promise<readonly [number, readonly number[]]> => {
      const view = await profileView(backend, emptyHistory, revisionOf(among, far), among, {
        output: 0,
        at: [null],
      });
      const [{ low, high }] = view.curves;
      return [high![24] - low![24], view.far.rows];
    };
    const [without, told] = await widths([9], dataset);
    const [right] = await widths([], clean);
    expect(told).toEqual([10]);
    expect(without).toBeCloseTo(right, 9);
    const [counted, nothing] = await widths([], dataset);
    expect(counted).toBeGreaterThan(10 * without);
    expect(nothing).toEqual([]);
  });

  it('of a constant are those of a mean', async () => {
    const { target, rows: n } = formulaData(clean.encoding, clean.train, 0);
    const mean = target.reduce((sum, value) => sum + value / n, 0);
    const squares = target.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const text = String(mean);
    const constant = formulaRevision(text, clean, { type: 'symbolic', formulas: [text], far: [[]] });
    const { prediction, curves } = await profileView(backend, emptyHistory, constant, clean, {
      output: 0,
      at: [null],
    });
    expect(prediction).toBeCloseTo(mean, 10);
    // R: qt(0.975, 18).
    expect(n).toBe(19);
    expect(curves[0].high![24] - mean).toBeCloseTo(2.10092204024 * Math.sqrt(squares / (n - 1) / n), 8);
  });

  it('do not count it at the edge', async () => {
    const band = async (far: readonly number[], among: Dataset): Promise<number> => {
      const place = { layer: 0, input: 0, output: 0 };
      const view = await edgeDetail(backend, emptyHistory, revisionOf(among, far), among, place, true);
      return view.band!.at(-1);
    };
    expect(await band([9], dataset)).toBeLessThan(0.1 * (await band([], dataset)));
  });

  it('are as wide as all rows make them where a row that was left out is now a test row, or gone', async () => {
    const view = await profileView(backend, emptyHistory, revisionOf(dataset, [9, 500]), dataset, {
      output: 0,
      at: [null],
    });
    expect(view.far.rows).toEqual([]);
  });

  it('do not count it in the noise beside the errors', async () => {
    const many = datasetOf(['c'], curve(line, [0, 50, 240], 0.004, { 101: 1.9 }));
    const [data] = await scoringDataFor(backend, revisionOf(many, []), many);
    const noiseOf = (far: readonly number[]): number =>
      scored(parseExpression('0.0213*c + 0.004', ['c']), withFarRows(data, many, 0, far), { features: [] })
        .noise!.value;
    expect(noiseOf([101])).toBeLessThan(0.006);
    expect(noiseOf([])).toBeGreaterThan(0.1);
  });
});
