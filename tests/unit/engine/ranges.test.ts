/** The range of the training rows, where it is shown and where values count as outside it. */
import { describe, expect, it } from 'vitest';
import { createModel } from '../../../main/engine/kan/create.ts';
import { gridAround } from '../../../main/engine/ladder/terms/smoothBasis.ts';
import { detailGrid } from '../../../main/engine/measure/edgeGrid.ts';
import { trainedRanges } from '../../../main/engine/measure/predictTable.ts';

/** One input from 10 to 30, scaled to −1 … 1; the grid goes to −2 … 2, as in the models of a ladder. */
const { knots, grid, order } = gridAround(Float64Array.from([-1, -0.5, 0, 0.5, 1]), 3);
const blank = createModel({ inputs: 1, hidden: [], outputs: 1, grid, order, seed: 0 });
const model = { ...blank, layers: [{ ...blank.layers[0], knots }] };
const feature = { name: 'x', column: 'x', label: null, fill: null, scaling: { shift: 20, scale: 10 } };
const encoding = {
  task: 'regression' as const,
  features: [feature],
  outputs: [{ name: 'y', scaling: { shift: 0, scale: 1 } }],
  targets: ['y'],
  classes: [],
};
const setup = {
  inputs: ['x'],
  targets: ['y'],
  weights: null,
  task: 'regression' as const,
  validationFraction: 0.2,
  testFraction: 0,
  seed: 0,
  missing: 'drop' as const,
};
const dataWith = (scaling: 'range' | 'standard') => ({
  fileName: 'x.csv',
  hash: '',
  overrides: {},
  setup: { ...setup, scaling },
});

describe('the range of the training rows', () => {
  it('is not that of the grid, which is wider', () => {
    expect(trainedRanges({ model, encoding, data: dataWith('range') })).toEqual([[10, 30]]);
  });

  it('is that of the grid where the scaling does not tell it', () => {
    expect(trainedRanges({ model, encoding, data: dataWith('standard') })).toEqual([[0, 40]]);
    expect(trainedRanges({ model, encoding, data: null })).toEqual([[0, 40]]);
  });
});

describe('the points at which an edge is drawn', () => {
  const [layer] = model.layers;
  const ends = (low: number, high: number): number[] => {
    const points = detailGrid(layer, 0, low, high);
    return [points[0], points[points.length - 1]];
  };

  it('go a little beyond the rows where the grid goes on', () => {
    expect(ends(-1, 1)).toEqual([-1.1, 1.1]);
  });

  it('end with the grid where it ends next to the rows', () => {
    expect(ends(-1.99, 1.99)).toEqual([-2, 2]);
  });

  it('contain rows beyond the grid', () => {
    expect(ends(-3, 5)).toEqual([-3, 5]);
  });

  it('cover the grid if the input does not vary', () => {
    expect(ends(0.5, 0.5)).toEqual([-2, 2]);
  });

  it('have all corners of a polygon, and lie between them', () => {
    const corners = Float64Array.from({ length: 201 }, (_, i) => -1 + i / 100);
    const polygon = gridAround(corners, 1);
    const flat = createModel({ inputs: 1, hidden: [], outputs: 1, grid: polygon.grid, order: 1, seed: 0 });
    const points = detailGrid({ ...flat.layers[0], knots: polygon.knots }, 0, -1, 1);
    for (const corner of corners) expect(points).toContain(corner);
    expect([points[0], points[points.length - 1]]).toEqual([-1.1, 1.1]);
    const steps = points.slice(1).map((x, i) => x - points[i]);
    expect(Math.min(...steps)).toBeGreaterThan(0.002);
    expect(Math.max(...steps)).toBeLessThan(0.011);
  });
});
