/** What plots and lists of formulas and rows show. */
import { describe, expect, it } from 'vitest';
import {
  explained,
  heldOutError,
  paretoNumbers,
  paretoPoints,
} from '../../../renderer/rooms/formula/pareto.ts';
import { bestFormula, errorOf } from '../../../shared/results/formulaChoice.ts';
import { rowMarks } from '../../../renderer/rooms/inspector/edge/row-marks.ts';
import {
  bandText,
  selectedLabel,
  columnEffect,
  inputColumnsOf,
  outputRange,
} from '../../../renderer/rooms/evaluation/profile.ts';
import { classesOf, columnsOf, orderOf, residuals } from '../../../renderer/rooms/evaluation/rows-table.ts';
import { domainOf, labelTicks, pointsWithin, rectangle } from '../../../renderer/rooms/evaluation/scatter.ts';
import { nearestPoint } from '../../../renderer/ui/chart/pointer.ts';
import { predictionColumns, shortCell } from '../../../renderer/rooms/predict/predictions.ts';
import { paddedRange } from '../../../renderer/ui/chart/axis.ts';
import type { EvaluationView, ProfileView } from '../../../shared/contract/views/evaluation.ts';
import type { FormulaView } from '../../../shared/contract/views/formula.ts';

const formula = (
  complexity: number,
  validationError: number,
  others: Partial<FormulaView> = {},
): FormulaView => ({
  output: 'y',
  quantity: { text: 'y', latex: 'y' },
  text: '',
  latex: '',
  complexity,
  constants: [],
  trainError: 1,
  validationError,
  testError: NaN,
  unrounded: { train: 1, validation: validationError, test: NaN },
  network: null,
  noise: null,
  apart: null,
  scatter: null,
  interval: null,
  shares: null,
  domain: { missing: { train: 0, validation: 0, test: 0 }, ends: [] },
  dates: [],
  r2: 0.5,
  disagreement: 0,
  classes: null,
  law: null,
  repeats: null,
  ...others,
});

describe('formulas', () => {
  it('the best formula is the simplest within 2 % of the lowest error', () => {
    expect(bestFormula([formula(1, 0.9), formula(5, 0.1019), formula(9, 0.1), formula(12, 0.1001)])).toBe(1);
    expect(bestFormula([formula(1, 0.9), formula(5, 0.1021), formula(9, 0.1)])).toBe(2);
    expect(bestFormula([])).toBe(-1);
    expect(bestFormula([formula(1, NaN, { trainError: NaN })])).toBe(-1);
  });

  it('are compared on validation rows, or on training rows if there are none', () => {
    expect(errorOf(formula(1, 0.3))).toBe(0.3);
    expect(errorOf(formula(1, NaN, { trainError: 0.2 }))).toBe(0.2);
    expect(heldOutError(formula(1, 0.3))).toEqual({ rows: 'Validation', value: 0.3 });
    expect(heldOutError(formula(1, 0.3, { testError: 0.4 }))).toEqual({ rows: 'Test', value: 0.4 });
  });

  it('have a position on a logarithmic axis, exact ones at the rounding error', () => {
    const points = paretoPoints([formula(2, 0.5), formula(4, 0), formula(6, NaN, { trainError: NaN })]);
    expect(points.map(({ index }) => index)).toEqual([0, 1]);
    expect(points[1].error).toBeCloseTo(5e-17, 30);
  });

  it('are a table in which each error stands beside its formula, also where one is not known', () => {
    const unknown = formula(3, NaN, { trainError: NaN, text: 'unknown' });
    const found = [formula(2, 0.5, { text: 'short' }), unknown, formula(4, 0, { text: 'long' })];
    const { columns, rows } = paretoNumbers(found, 'RMSE of y');
    expect(columns).toEqual(['Complexity', 'Validation RMSE of y', 'Formula']);
    expect(rows).toEqual([
      [2, 0.5, 'short'],
      [3, NaN, 'unknown'],
      [4, 0, 'long'],
    ]);
  });

  it('never show R² as exactly 1', () => {
    expect(explained(0.98765)).toEqual({ label: 'R²', text: '0.9877' });
    expect(explained(1 - 2 ** -30)).toEqual({ label: '1 − R²', text: '9.3·10⁻¹⁰' });
    expect(explained(1)).toEqual({ label: '1 − R²', text: '< 10⁻¹⁵' });
  });
});

describe('a scatter plot', () => {
  it('has equal axes along a diagonal and is symmetric about residuals of 0', () => {
    const [x, y] = [Float64Array.of(0, 10), Float64Array.of(-2, 4)];
    const parity = domainOf(x, y, 'diagonal');
    expect(parity.x).toEqual(parity.y);
    expect(parity.x[0]).toBeLessThan(-2);
    expect(parity.x[1]).toBeGreaterThan(10);
    const [low, high] = domainOf(x, y, 'zero').y;
    expect(low).toBe(-high);
    expect(high).toBeGreaterThan(4);
  });

  it('finds the nearest point within reach, and those inside a rectangle whichever way it was drawn', () => {
    const [x, y] = [
      [0, 10, 20],
      [0, 0, 5],
    ];
    expect(nearestPoint(x, y, { x: 12, y: 1 }, 5)).toBe(1);
    expect(nearestPoint(x, y, { x: 12, y: 40 }, 5)).toBeNull();
    expect(pointsWithin(x, y, rectangle({ x: 21, y: 6 }, { x: 9, y: -1 }))).toEqual([1, 2]);
  });

  it('leaves out values that are not finite, and gives an axis to a single value', () => {
    expect(paddedRange([[NaN, 1, Infinity, 3]], 0)).toEqual([1, 3]);
    const [low, high] = paddedRange([[7, 7]]);
    expect(low).toBeLessThan(7);
    expect(high).toBeGreaterThan(7);
    expect(paddedRange([[]])).toEqual([0, 1]);
  });
});

const view: EvaluationView = {
  revision: 'r',
  split: 'test',
  total: 3,
  rows: Uint32Array.of(4, 7, 9),
  outputs: [{ name: 'y', observed: Float64Array.of(1, 2, 3), predicted: Float64Array.of(1.5, 1, 3.25) }],
  inputs: [{ name: 'x', column: 'x', label: null, values: Float64Array.of(0.3, NaN, 0.1) }],
  importance: { heldOut: true, rows: 3, far: 0, error: 0.1, columns: [] },
  roc: [],
  thresholds: null,
};

describe('labels at an axis', () => {
  it('are left out evenly where they have no room', () => {
    const labels = ['early', 'late', 'night', 'day'];
    expect(labelTicks(labels, 400)).toEqual([0, 1, 2, 3]);
    expect(labelTicks(labels, 100)).toEqual([0, 2]);
    expect(labelTicks(labels, 10)).toEqual([0]);
  });
});

describe('the table of rows', () => {
  it('has observed, predicted and residual, and rows as people count them', () => {
    const columns = columnsOf(view, false);
    expect(columns.map(({ label }) => label)).toEqual(['Row', 'y', 'Predicted', 'Residual', 'x']);
    expect([...Array.from(columns[0].values)]).toEqual([5, 8, 10]);
    expect([...residuals(view.outputs[0].observed, view.outputs[0].predicted)]).toEqual([-0.5, 1, -0.25]);
  });

  it('has a category as one column of its labels', () => {
    const label = (name: string, ...values: number[]) => ({
      ...{ name: `c=${name}`, column: 'c', label: name, values: Float64Array.from(values) },
    });
    const inputs = [label('red', 1, 0, 0), ...view.inputs, label('blue', 0, 1, 0)];
    const columns = columnsOf({ ...view, inputs }, false).slice(4);
    expect(columns.map(({ label }) => label)).toEqual(['c', 'x']);
    // The third row has a label that is none of these.
    expect(columns[0].labels).toEqual(['red', 'blue']);
    expect([...Array.from(columns[0].values)]).toEqual([0, 1, NaN]);
    expect(columns[1].labels).toBeNull();
  });

  it('is sorted by the size of residuals, with missing values last either way', () => {
    const columns = columnsOf(view, false);
    expect([...orderOf(columns, { key: 'residual-0', falling: true })]).toEqual([1, 0, 2]);
    expect([...orderOf(columns, { key: 'input-0', falling: false })]).toEqual([2, 0, 1]);
    expect([...orderOf(columns, { key: 'input-0', falling: true })]).toEqual([0, 2, 1]);
  });

  it('names the true and the predicted class with its probability', () => {
    const classes: EvaluationView = {
      ...view,
      outputs: [
        { name: 'a', observed: Float64Array.of(1, 0, 0), predicted: Float64Array.of(0.7, 0.4, 0.2) },
        { name: 'b', observed: Float64Array.of(0, 1, 1), predicted: Float64Array.of(0.3, 0.6, 0.8) },
      ],
    };
    expect([...classesOf(classes, 'observed').index]).toEqual([0, 1, 1]);
    expect([...classesOf(classes, 'predicted').value]).toEqual([0.7, 0.6, 0.8]);
    // A threshold of 0.65 takes another class for the second row, and shows the probability of that class.
    expect([...classesOf(classes, 'predicted', 0.65).index]).toEqual([0, 0, 1]);
    expect([...classesOf(classes, 'predicted', 0.65).value]).toEqual([0.7, 0.4, 0.8]);
    expect(columnsOf(classes, true).map(({ label }) => label)).toEqual([
      'Row',
      'True class',
      'Predicted class',
      'Probability of this class',
      'x',
    ]);
  });
});

describe('selected rows on an edge', () => {
  it('are at the value of their input, for edges of the first layer, if they are among the rows shown', () => {
    expect(rowMarks(view, [4, 9, 50], { layer: 0, input: 0, output: 1 })).toEqual([0.3, 0.1]);
    expect(rowMarks(view, [7], { layer: 0, input: 0, output: 0 })).toEqual([]);
    expect(rowMarks(view, [4], { layer: 1, input: 0, output: 0 })).toEqual([]);
    expect(rowMarks(null, [4], { layer: 0, input: 0, output: 0 })).toEqual([]);
  });
});

describe('the profiler', () => {
  const x = Float64Array.of(0, 1, 2);
  const profile = (low: Float64Array | null, high: Float64Array | null): ProfileView => ({
    revision: 'r',
    output: 'y',
    prediction: 5,
    far: { rows: [], filled: [] },
    scatter: null,
    groups: null,
    outside: [],
    curves: [
      {
        name: 'x',
        column: 'x',
        label: null,
        min: 0,
        max: 2,
        levels: null,
        at: 1.1,
        x,
        y: Float64Array.of(4, 5, 8),
        low,
        high,
      },
    ],
  });

  it('gives the width of the band at its point, or its two ends if it is not symmetric', () => {
    expect(bandText(profile(Float64Array.of(3, 4.5, 7), Float64Array.of(5, 5.5, 9)))).toBe('± 0.5');
    expect(bandText(profile(Float64Array.of(3, 4.75, 7), Float64Array.of(5, 6, 9)))).toBe('(4.75 … 6)');
    expect(bandText(profile(null, null))).toBe('');
  });

  it('has one range for all curves, bands included', () => {
    const [low, high] = outputRange(profile(Float64Array.of(1, 4, 7), Float64Array.of(5, 6, 12)));
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(12);
  });

  it('shows the curves where a band has no end, because no training row is there', () => {
    const [low, high] = outputRange(
      profile(Float64Array.of(3.5, 4.5, -5000), Float64Array.of(4.5, 5.5, 5000)),
    );
    expect(low).toBeGreaterThan(-2);
    expect(low).toBeLessThan(3.5);
    expect(high).toBeLessThan(14);
    expect(high).toBeGreaterThan(8);
  });

  it('has one control for a category column, with one label selected', () => {
    const label = (name: string, at: number, y: number): ProfileView['curves'][number] => ({
      name: `oven=${name}`,
      column: 'oven',
      label: name,
      min: 0,
      max: 1,
      levels: null,
      at,
      x: Float64Array.of(0, 1),
      y: Float64Array.of(5, y),
      low: null,
      high: null,
    });
    const { curves, ...rest } = profile(null, null);
    const mixed = { ...rest, curves: [label('A', 1, 5), ...curves, label('B', 0, 12)] };
    const [oven, x1] = inputColumnsOf(mixed);
    expect(oven).toEqual({ name: 'oven', places: [0, 2], category: true });
    expect(x1).toEqual({ name: 'x', places: [1], category: false });
    // From A to B the output goes from 5 to 12; over x from 4 to 8.
    expect([oven, x1].map((column) => columnEffect(mixed, column))).toEqual([7, 4]);
    expect([...selectedLabel(oven.places, 1)]).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });
});

describe('columns of predictions', () => {
  it('are shown with seven digits and their own decimal mark', () => {
    expect(shortCell('3,626412603484692')).toBe('3,626413');
    expect(shortCell('0.06163401754693565')).toBe('0.06163402');
    expect(shortCell('1.5')).toBe('1.5');
    expect(shortCell('upper half')).toBe('upper half');
  });

  it('are numbers if all their cells are, with either decimal mark, and say what was added', () => {
    const rows = [
      ['a', '1,5', '2.25', ''],
      ['b', '', '3', 'x'],
    ];
    expect(predictionColumns(['name', 'x', 'y_predicted', 'outside_range'], rows, 2)).toEqual([
      { label: 'name', added: false, number: false },
      { label: 'x', added: false, number: true },
      { label: 'y_predicted', added: true, number: true },
      { label: 'outside_range', added: true, number: false },
    ]);
  });
});
