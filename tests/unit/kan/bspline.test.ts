import fc from '../../support/properties.ts';
import { describe, expect, it } from 'vitest';
import {
  basisWindow,
  extendKnots,
  findSpan,
  splineValues,
  uniformPoints,
} from '../../../main/engine/kan/bspline.ts';

/** Cox–de Boor as it is written in the books: by recursion, one basis at a time, degenerate spans 0. */
function recursive(knots: Float64Array, basis: number, degree: number, x: number): number {
  if (degree === 0) return x >= knots[basis] && x < knots[basis + 1] ? 1 : 0;
  const ratio = (above: number, below: number): number => (below === 0 ? 0 : above / below);
  const left = ratio(x - knots[basis], knots[basis + degree] - knots[basis]);
  const right = ratio(knots[basis + degree + 1] - x, knots[basis + degree + 1] - knots[basis + 1]);
  return left * recursive(knots, basis, degree - 1, x) + right * recursive(knots, basis + 1, degree - 1, x);
}

/** All G + k values at x, put together from the window. */
function allBases(knots: Float64Array, grid: number, order: number, x: number, slopes = false): number[] {
  const values = new Float64Array(order + 1);
  const derivatives = new Float64Array(order + 1);
  const first = basisWindow(knots, 0, grid, order, x, values, derivatives, 0);
  expect(first).toBeGreaterThanOrEqual(0);
  expect(first).toBeLessThan(grid);
  const all = new Array<number>(grid + order).fill(0);
  (slopes ? derivatives : values).forEach((value, m) => (all[first + m] = value));
  return all;
}

const grids = fc
  .record({
    order: fc.integer({ min: 1, max: 5 }),
    steps: fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 1, maxLength: 9 }),
    start: fc.double({ min: -4, max: 4, noNaN: true }),
    share: fc.double({ min: -0.1, max: 1.1, noNaN: true }),
  })
  .map(({ order, steps, start, share }) => {
    const points = Float64Array.from([start, ...steps]);
    for (let i = 1; i < points.length; i++) points[i] += points[i - 1];
    const knots = extendKnots(points, order);
    const x = knots[0] + share * (knots.at(-1) - knots[0]);
    return { order, grid: steps.length, knots, x };
  });

describe('bases', () => {
  it('equal the recursive definition for any order, non-uniform grid and point', () => {
    fc.assert(
      fc.property(grids, ({ order, grid, knots, x }) => {
        allBases(knots, grid, order, x).forEach((value, basis) => {
          expect(Math.abs(value - recursive(knots, basis, order, x))).toBeLessThan(1e-12);
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('have the derivative given by the bases of one order less', () => {
    fc.assert(
      fc.property(grids, ({ order, grid, knots, x }) => {
        allBases(knots, grid, order, x, true).forEach((slope, g) => {
          const left = recursive(knots, g, order - 1, x) / (knots[g + order] - knots[g]);
          const right = recursive(knots, g + 1, order - 1, x) / (knots[g + order + 1] - knots[g + 1]);
          const expected = order * (left - right);
          expect(Math.abs(slope - expected)).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)));
        });
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('sum to 1 inside the grid, its first point included, and to less in the extension', () => {
    const knots = extendKnots(uniformPoints(-1, 1, 5), 3);
    const sum = (x: number): number => allBases(knots, 5, 3, x).reduce((a, b) => a + b);
    for (const x of [-1, -0.6, -0.1, 0.99, 1]) expect(sum(x)).toBeCloseTo(1, 14);
    for (const x of [-1.3, 1.3]) expect(sum(x)).toBeLessThan(1);
  });

  it('are 0 outside the extended knots, and at the last knot', () => {
    const knots = extendKnots(uniformPoints(0, 1, 2), 2);
    expect(knots).toEqual(Float64Array.of(-1, -0.5, 0, 0.5, 1, 1.5, 2));
    for (const x of [-1.01, 2, 2.5, NaN, Infinity]) {
      expect(allBases(knots, 2, 2, x)).toEqual([0, 0, 0, 0]);
      expect(allBases(knots, 2, 2, x, true)).toEqual([0, 0, 0, 0]);
    }
    expect(findSpan(knots, 0, 7, -1)).toBe(0);
    expect(findSpan(knots, 0, 7, 0.5)).toBe(3);
    expect(findSpan(knots, 0, 7, 2)).toBe(-1);
  });

  it('count degenerate spans as 0 and stay finite', () => {
    const knots = Float64Array.of(-2, -1, 0, 0, 0, 1, 2, 3);
    for (const x of [-1.5, -0.5, 0, 0.3, 1.5]) {
      allBases(knots, 3, 2, x).forEach((value, basis) => {
        expect(value).toBeCloseTo(recursive(knots, basis, 2, x), 14);
      });
      expect(allBases(knots, 3, 2, x, true).every(Number.isFinite)).toBe(true);
    }
  });

  it('reproduce a straight line from its Greville abscissae', () => {
    const points = Float64Array.of(-2, -1.5, 0, 0.2, 3);
    const knots = extendKnots(points, 3);
    const coef = Float64Array.from({ length: 7 }, (_, g) => (knots[g + 1] + knots[g + 2] + knots[g + 3]) / 3);
    const xs = Float64Array.of(-2, -1.7, 0.1, 1, 2.9);
    splineValues(knots, 0, 4, 3, coef, 0, xs).forEach((y, i) => expect(y).toBeCloseTo(xs[i], 13));
  });
});
