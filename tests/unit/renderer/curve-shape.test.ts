/** Shapes of plots: curves, and bars for the labels of a category. */
import { describe, expect, test } from 'vitest';
import { edgeShape, labelBars, labelValues } from '../../../renderer/drawing/curve-shape.ts';
import type { FoldedEdge } from '../../../renderer/drawing/folded.ts';
import type { EdgeView } from '../../../shared/contract/views/network.ts';

const edge = (input: number, kind: EdgeView['kind'] = 'spline'): EdgeView => ({
  ...{ layer: 0, input, output: 0, fn: null, locked: false, score: 1 },
  kind,
});
const category: FoldedEdge = {
  edge: edge(0),
  parts: [
    { edge: edge(0), position: 0, label: 'p' },
    { edge: edge(1, 'removed'), position: 1, label: 'q' },
    { edge: edge(2), position: 2, label: 'r' },
  ],
};
const curves = [
  [1, 2, 4],
  [7, 7, 9],
  [2, 0],
];
const curveOf = ({ input }: { input: number }): number[] => curves[input];

describe('a category', () => {
  test('has the rise of each label’s curve as its value, and 0 for a pruned label', () => {
    expect(labelValues(category, curveOf)).toEqual([3, 0, -2]);
  });

  test('has no shape before a curve is known', () => {
    expect(edgeShape({ ...category, parts: [category.parts[0]] }, () => null)).toBeNull();
  });

  test('is drawn as bars up and down from the mean, each wide enough and never flat', () => {
    const bars = labelBars(edgeShape(category, curveOf) ?? []);
    const mean = (1 + 0.4 + 0) / 3;
    expect(bars[0].y).toBeCloseTo(mean, 6);
    expect(bars[0].y + bars[0].height).toBeCloseTo(1, 6);
    expect(bars[1].height).toBeGreaterThan(0.03);
    expect(bars[2].y).toBeCloseTo(0, 6);
    for (const { x, width } of bars) expect(x + width).toBeLessThanOrEqual(1);
  });
});

test('a number has its curve, scaled to the frame', () => {
  const number: FoldedEdge = { edge: edge(0), parts: [{ edge: edge(0), position: 0, label: null }] };
  expect(Array.from(edgeShape(number, curveOf) ?? [])).toEqual([0, expect.closeTo(1 / 3, 6), 1]);
});
