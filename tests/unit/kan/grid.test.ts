import { describe, expect, it } from 'vitest';
import { edgeValues } from '../../../main/engine/kan/edge.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { insertKnots, refineGrid, updateGrid } from '../../../main/engine/kan/grid.ts';
import { knotCount, type KanModel } from '../../../main/engine/kan/model.ts';
import { slicesOf } from '../../../main/engine/kan/slices.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(3);
const model = ((): KanModel => {
  const plain = createModel({ inputs: 2, hidden: [3], outputs: 1, grid: 6, order: 3, seed: 7 });
  return { ...plain, params: plain.params.map((value) => value + 0.5 * random.normal()) };
})();

function gridPoints(of: KanModel, layer: number, input: number): number[] {
  const { knots, order, grid } = of.layers[layer];
  const at = input * knotCount(of.layers[layer]) + order;
  return [...knots.slice(at, at + grid + 1)];
}

/** Largest difference of an edge's curve between two models. */
function curveChange(a: KanModel, b: KanModel, low: number, high: number): number {
  const xs = Float64Array.from({ length: 400 }, (_, i) => low + ((high - low) * i) / 399);
  let worst = 0;
  for (let input = 0; input < 2; input++) {
    for (let output = 0; output < 3; output++) {
      const before = edgeValues(a, 0, input, output, xs);
      edgeValues(b, 0, input, output, xs).forEach((value, i) => {
        worst = Math.max(worst, Math.abs(value - before[i]));
      });
    }
  }
  return worst;
}

const uniform = (rows: number, low: number, high: number): Float64Array =>
  Float64Array.from({ length: 2 * rows }, () => low + (high - low) * random.next());

describe('updateGrid', () => {
  it('covers the samples with a margin and stays ascending', () => {
    const samples = uniform(500, -0.5, 0.7);
    const updated = updateGrid(model, 0, samples);
    for (let input = 0; input < 2; input++) {
      const column = samples.subarray(input * 500, (input + 1) * 500);
      const low = column.reduce((a, b) => Math.min(a, b));
      const high = column.reduce((a, b) => Math.max(a, b));
      const points = gridPoints(updated, 0, input);
      expect(points[0]).toBeCloseTo(low - 0.01 * (high - low), 12);
      expect(points.at(-1)).toBeCloseTo(high + 0.01 * (high - low), 12);
    }
    const { knots } = updated.layers[0];
    const perInput = knotCount(updated.layers[0]);
    knots.forEach((knot, i) => i % perInput === 0 || expect(knot).toBeGreaterThan(knots[i - 1]));
  });

  it('puts the quantiles between uniform and adaptive as eps says', () => {
    const column = Float64Array.from({ length: 600 }, (_, i) => (i / 599) ** 3);
    const samples = Float64Array.from([...column, ...column]);
    const options = { margin: 0, leastWidth: 0 };
    const adaptive = gridPoints(updateGrid(model, 0, samples, { ...options, eps: 0 }), 0, 0);
    adaptive.forEach((point, i) => expect(point).toBe(column[i === 6 ? 599 : 100 * i]));
    const even = gridPoints(updateGrid(model, 0, samples, { ...options, eps: 1 }), 0, 1);
    even.forEach((point, i) => expect(point).toBeCloseTo(i / 6, 14));
  });

  it('keeps the curves where the grid still covers them', () => {
    // With the same span the spline space differs only by its inner knots: the change is that of approximation.
    const updated = updateGrid(model, 0, uniform(2000, -1, 1));
    expect(curveChange(model, updated, -1, 1)).toBeLessThan(0.05);
  });

  it('gives constant inputs a minimum width and finite coefficients', () => {
    const updated = updateGrid(model, 0, new Float64Array(100).fill(0.25));
    const points = gridPoints(updated, 0, 0);
    expect(points[0]).toBeCloseTo(0.245, 12);
    expect(points.at(-1)).toBeCloseTo(0.255, 12);
    expect(updated.params.every(Number.isFinite)).toBe(true);
    expect(curveChange(model, updated, 0.246, 0.254)).toBeLessThan(1e-9);
  });

  it('is well posed when most intervals have no samples, and exact when the knots agree', () => {
    const samples = Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? -1 : 1));
    const updated = updateGrid(model, 0, samples, { eps: 1, margin: 0 });
    expect(curveChange(model, updated, -1, 0.999)).toBeLessThan(1e-12);
  });

  it('does not change other layers or the old model', () => {
    const before = model.params.slice();
    const updated = updateGrid(model, 0, uniform(50, -1, 1));
    expect(slicesOf(updated, 1)).toEqual(slicesOf(model, 1));
    expect(updated.layers[1]).toBe(model.layers[1]);
    expect(model.params).toEqual(before);
  });

  it.each([[new Float64Array()], [Float64Array.of(1, NaN)], [Float64Array.of(1, 2, 3)]])(
    'refuses samples %o',
    (samples) => {
      expect(() => updateGrid(model, 0, samples)).toThrow(
        expect.objectContaining({ detail: expect.objectContaining({ code: 'grid.samples' }) }),
      );
    },
  );
});

describe('refineGrid', () => {
  it('keeps the curves exactly when the finer knots include the old ones', () => {
    const refined = refineGrid(model, 0, 12);
    expect(refined.layers[0].grid).toBe(12);
    expect(curveChange(model, refined, -1, 0.999)).toBeLessThan(1e-12);
    const again = refineGrid(refined, 1, 24);
    expect(again.layers.map(({ grid }) => grid)).toEqual([12, 24]);
  });

  it('is close for any finer grid', () => {
    expect(curveChange(model, refineGrid(model, 0, 50), -1, 0.999)).toBeLessThan(2e-3);
  });

  it('interpolates a non-uniform grid', () => {
    const skewed = updateGrid(
      model,
      0,
      Float64Array.from({ length: 400 }, (_, i) => ((i % 200) / 199) ** 2),
      { margin: 0 },
    );
    const old = gridPoints(skewed, 0, 0);
    const fine = gridPoints(refineGrid(skewed, 0, 18), 0, 0);
    old.forEach((point, i) => expect(fine[3 * i]).toBeCloseTo(point, 14));
    expect(fine[1]).toBeCloseTo(old[0] + (old[1] - old[0]) / 3, 14);
  });

  it('refuses an invalid number of intervals', () => {
    expect(() => refineGrid(model, 0, 0)).toThrow(/0 intervals/);
  });
});

describe('insertKnots', () => {
  const uneven = updateGrid(
    model,
    0,
    uniform(500, -1, 1).map((x) => x ** 3),
    { eps: 0 },
  );

  it.each([7, 8, 12, 31, 200])(
    'keeps all curves on a grid of %i, even and uneven, within and beyond',
    (grid) => {
      for (const coarse of [model, uneven]) {
        const finer = insertKnots(coarse, 0, grid);
        expect(finer.layers[0].grid).toBe(grid);
        expect(gridPoints(finer, 0, 1)).toEqual(expect.arrayContaining(gridPoints(coarse, 0, 1)));
        expect(curveChange(coarse, finer, -2.5, 2.5)).toBeLessThan(1e-12);
      }
    },
  );

  it('divides each old interval evenly if the new number is a multiple', () => {
    const points = gridPoints(insertKnots(uneven, 0, 12), 0, 1);
    gridPoints(uneven, 0, 1).forEach((point, i) => expect(points[2 * i]).toBe(point));
    for (let i = 1; i < 12; i += 2) expect(points[i]).toBeCloseTo((points[i - 1] + points[i + 1]) / 2, 14);
  });
});
