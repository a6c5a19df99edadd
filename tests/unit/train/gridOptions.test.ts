import { describe, expect, it } from 'vitest';
import { createModel } from '../../../main/engine/kan/create.ts';
import { updateGrid } from '../../../main/engine/kan/grid.ts';
import { gridOptions, uniformShare } from '../../../main/engine/train/grids/gridOptions.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(4);
const rows = 1000;
const samples = (draw: () => number): Float64Array => Float64Array.from({ length: rows }, draw);
const shareOf = (draw: () => number): number => uniformShare(samples(draw).toSorted());
/** A normal deviate by Box and Muller. */
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** Grid points of an input with those samples, on the grids of automatic training. */
function pointsOf(column: Float64Array, grid: number): Float64Array {
  const model = createModel({ inputs: 1, hidden: [], outputs: 1, grid, seed: 1 });
  const { knots, order } = updateGrid(model, 0, column, gridOptions(0)).layers[0];
  return knots.slice(order, order + grid + 1);
}

describe('grids of automatic training', () => {
  it('are even when the rows are', () => {
    const points = pointsOf(
      samples(() => 2 * random.next()),
      8,
    );
    const inner = points.subarray(1, -1);
    inner.forEach((point, i) => expect(point).toBeCloseTo((i + 1) / 4, 1));
    for (let i = 1; i < inner.length; i++) {
      expect(inner[i] - inner[i - 1]).toBeCloseTo(inner[1] - inner[0], 12);
    }
  });

  it('follow rows that are dense in a part of the range: each interval has its share of them', () => {
    const column = samples(() => 10 ** (4 * random.next() - 2));
    const points = pointsOf(column, 8);
    const counts = Array.from(points.subarray(1), (_, i) => {
      return column.filter((x) => x >= points[i] && x < points[i + 1]).length;
    });
    // Even ones would have three quarters of them in the first.
    expect(column.filter((x) => x < 100 / 8).length).toBeGreaterThan(0.75 * rows);
    for (const count of counts) expect(count).toBeGreaterThan(0.01 * rows);
    expect(Math.max(...counts)).toBeLessThan(0.5 * rows);
  });

  it('keep every interval open when a few values repeat often', () => {
    const column = samples(() => [0, 0, 0, 0, 1, 2, 100][Math.floor(7 * random.next())]);
    const points = pointsOf(column, 10);
    for (let i = 1; i < points.length; i++) expect(points[i] - points[i - 1]).toBeGreaterThan(0.1);
  });

  it('change gradually from one to the other', () => {
    expect(shareOf(() => random.next())).toBe(1);
    expect(shareOf(() => random.next() ** 8)).toBe(0.05);
    const between = shareOf(normal);
    expect(between).toBeGreaterThan(0.3);
    expect(between).toBeLessThan(0.95);
    expect(uniformShare(Float64Array.of(3, 3, 3))).toBeGreaterThan(0);
  });
});
