/** Predictions and their scores, and the description of a table. */
import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import { decodeOutputs, describeTable, scoreOf } from '../../../main/engine/data/index.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import type { Column } from '../../../main/engine/data/table/table.ts';
import { column, tableOf, count, hundred } from './preparedTables.ts';

describe('predictions and scores', () => {
  const regression: Encoding = {
    task: 'regression',
    features: [],
    outputs: [
      { name: 'u', scaling: { shift: 10, scale: 2 } },
      { name: 'v', scaling: { shift: 0, scale: 1 } },
    ],
    targets: ['u', 'v'],
    classes: [],
  };
  const batch = (rows: number, targets: number[]): Parameters<typeof scoreOf>[2] => ({
    rows,
    inputs: new Float64Array(0),
    targets: Float64Array.from(targets),
    weights: null,
  });

  it('are in the target’s own units', () => {
    const outputs = Float64Array.of(0, 1, 0.5, -0.5);
    expect(decodeOutputs(regression, outputs, 2)).toEqual({
      task: 'regression',
      values: [Float64Array.of(10, 12), Float64Array.of(0.5, -0.5)],
    });
    // Over both targets, whose units differ, in scaled values: u 0 and 1, v 0.5 and 0.5. Σ² = 1.5; 4 values.
    // R² of u: 1 − 1/0.5 (targets 0, 2 → scaled 0, 2: spread 2; residual 1); of v: 1 − 0.5/2.
    const score = scoreOf(regression, outputs, batch(2, [0, 2, 1, -1]));
    expect(score.rmse).toBeCloseTo(Math.sqrt(1.5 / 4), 14);
    expect(score.r2).toBeCloseTo((1 - 1 / 2 + (1 - 0.5 / 2)) / 2, 14);
    expect([score.rows, score.crossEntropy, score.accuracy]).toEqual([2, null, null]);
  });

  it('leave out rows without a target, and give no scores without rows', () => {
    const outputs = Float64Array.of(1, 5, 1, 5);
    expect(scoreOf(regression, outputs, batch(2, [0, NaN, 1, 2]))).toMatchObject({ rows: 1, r2: null });
    expect(scoreOf(regression, outputs, batch(2, [NaN, NaN, 1, 2]))).toMatchObject({ rows: 0, rmse: null });
  });

  const classes = (labels: string[]): Encoding => ({
    task: 'classification',
    features: [],
    outputs: (labels.length === 2 ? labels.slice(1) : labels).map((name) => ({
      name,
      scaling: { shift: 0, scale: 1 },
    })),
    targets: ['c'],
    classes: labels,
  });

  it('of two classes come from one output by the logistic function', () => {
    const outputs = Float64Array.of(Math.log(3), -1000);
    const decoded = decodeOutputs(classes(['no', 'yes']), outputs, 2);
    if (decoded.task !== 'classification') return expect.unreachable();
    expect([...decoded.classes]).toEqual([1, 0]);
    expect(decoded.probabilities[1]?.[0]).toBeCloseTo(0.75, 14);
    expect(decoded.probabilities[0]?.[1]).toBe(1);
    const score = scoreOf(classes(['no', 'yes']), outputs, batch(2, [0, 1]));
    expect(score.crossEntropy).toBeCloseTo((Math.log(4) + 1000) / 2, 10);
    expect(score.accuracy).toBe(0);
  });

  it('of more classes come from the softmax', () => {
    const outputs = Float64Array.of(0, 800, Math.log(2), 0, Math.log(5), 0);
    const decoded = decodeOutputs(classes(['a', 'b', 'c']), outputs, 2);
    if (decoded.task !== 'classification') return expect.unreachable();
    expect([...decoded.classes]).toEqual([2, 0]);
    expect(decoded.probabilities.map((p) => p[0])).toEqual(
      [1 / 8, 2 / 8, 5 / 8].map((p): unknown => expect.closeTo(p, 14)),
    );
    const score = scoreOf(classes(['a', 'b', 'c']), outputs, batch(2, [1, 0]));
    expect(score.crossEntropy).toBeCloseTo(Math.log(4) / 2, 12);
    expect(score.accuracy).toBe(0.5);
  });
});

describe('a table described', () => {
  it('has ranges, counts, histograms and a first choice of roles', () => {
    const view = describeTable(hundred);
    const [x, , colour, , gappy, , note, same] = view.columns;
    expect(x?.range).toEqual({
      min: 0,
      max: 99,
      mean: expect.closeTo(49.5, 12) as unknown,
      std: expect.closeTo(Math.sqrt(9999 / 12), 12) as unknown,
    });
    expect(x?.histogram?.edges.length).toBe(41);
    expect(x?.histogram?.counts.reduce((a, b) => a + b)).toBe(100);
    expect([x?.histogram?.edges[0], x?.histogram?.edges[40]]).toEqual([0, 99]);
    expect(colour?.labels).toEqual([
      { label: 'red', count: 34 },
      { label: 'green', count: 33 },
      { label: 'blue', count: 33 },
    ]);
    expect([gappy?.missing, gappy?.distinct]).toEqual([10, 90]);
    expect([...(same?.histogram?.counts ?? [])]).toEqual([100]);
    expect(note?.range).toBeNull();
    expect(view.suggestedTargets).toEqual(['kind']);
    expect(view.suggestedInputs).toEqual(['x', 'y', 'colour', 'on', 'gappy']);
  });

  it.each([
    [20, 40, true],
    [21, 84, true],
    [21, 83, false],
    [101, 1000, false],
  ])('suggests a column of %i labels in %i rows as an input: %s', (labels, rows, suggested) => {
    const names = Array.from({ length: labels }, (_, i) => `n${i}`);
    const kind = column(
      'kind',
      'category',
      count(rows, (r) => r % labels),
      names,
    );
    const y = column(
      'y',
      'number',
      count(rows, (r) => r),
    );
    expect(describeTable(tableOf(kind, y)).suggestedInputs).toEqual(suggested ? ['kind'] : []);
    // With more labels than a target can have classes it is no target.
    expect(describeTable(tableOf(y, kind)).suggestedTargets).toEqual([labels <= 20 ? 'kind' : 'y']);
  });

  it.each<[string, Column, string]>([
    ['yes and no', column('last', 'boolean', [0, 1, 0], ['no', 'yes']), 'last'],
    ['a few labels', column('last', 'category', [0, 1, 2], ['a', 'b', 'c']), 'last'],
    ['dates', column('last', 'date', [0, 1, 2]), 'x'],
    ['mostly empty labels', column('last', 'category', [0, 1, NaN, NaN, NaN], ['a', 'b']), 'x'],
    ['mostly empty numbers', column('last', 'number', [7, 8, NaN, NaN, NaN]), 'x'],
    ['the same in every row', column('last', 'category', [0, 0, 0], ['a']), 'x'],
  ])('proposes the last column as the target where it can be one: %s', (_what, last, target) => {
    const rows = last.values.length;
    const table = tableOf(
      column(
        'w',
        'number',
        count(rows, (r) => 9 - r),
      ),
      column(
        'x',
        'number',
        count(rows, (r) => r),
      ),
      last,
    );
    const view = describeTable(table);
    expect(view.suggestedTargets).toEqual([target]);
    expect(view.suggestedInputs).toEqual(
      target === 'x' ? ['w', ...(last.type === 'date' ? ['last'] : [])] : ['w', 'x'],
    );
  });

  it('counts each value in the bin that it lies in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 50 }),
        (values) => {
          const [view] = describeTable(tableOf(column('x', 'number', values))).columns;
          const { edges, counts } = view?.histogram ?? { edges: [], counts: new Uint32Array() };
          expect([...edges].every(Number.isFinite)).toBe(true);
          expect(counts.reduce((a, b) => a + b)).toBe(values.length);
        },
      ),
    );
  });
});
