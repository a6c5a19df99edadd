import { expect, it, describe } from 'vitest';
import type { QuadraticModel } from '../../../main/engine/optim/gaussNewton.ts';
import { basisWindow, extendKnots, uniformPoints } from '../../../main/engine/kan/bspline.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { basisCount, edgeCount } from '../../../main/engine/kan/model.ts';
import { jumpPrior, jumpsOf } from '../../../main/engine/train/objective/jumps.ts';
import { secondOrderParameters } from '../../../main/engine/train/objective/problem.ts';
import { seededRandom } from '../../../shared/random.ts';

describe('jumps of the highest derivative', () => {
  const uneven = Float64Array.of(-1, -0.2, 0, 0.1, 0.5, 2);

  it.each([1, 2, 3, 4])('are those of finite differences, order %i', (order) => {
    const knots = extendKnots(uneven, order);
    const grid = uneven.length - 1;
    const random = seededRandom(3);
    const coef = Float64Array.from({ length: grid + order }, () => random.normal());
    const spline = (x: number): number => {
      const window = new Float64Array(order + 1);
      const first = basisWindow(knots, 0, grid, order, x, window, null, 0);
      return window.reduce((sum, basis, m) => sum + basis * coef[first + m], 0);
    };
    /** The divided difference of order + 1 points inside an interval, times order!: exact for its polynomial. */
    const highest = (low: number, high: number): number => {
      let values = Array.from({ length: order + 1 }, (_, i) =>
        spline(low + ((i + 0.5) * (high - low)) / (order + 1)),
      );
      for (let n = 0; n < order; n++) values = values.slice(1).map((value, i) => value - values[i]);
      return values[0] / ((high - low) / (order + 1)) ** order;
    };
    const { stencils, widths } = jumpsOf(knots, order);
    expect(widths).toHaveLength(grid - 1);
    widths.forEach((width, j) => {
      const [before, at, after] = uneven.subarray(j, j + 3);
      const jump = stencils
        .subarray(j * (order + 2), (j + 1) * (order + 2))
        .reduce((sum, part, m) => sum + part * coef[j + m], 0);
      const expected = highest(at, after) - highest(before, at);
      expect(jump / expected).toBeCloseTo(1, 6);
      expect(width).toBeCloseTo((after - before) / 2, 12);
    });
  });

  it('do not exist on a single interval', () => {
    expect(jumpsOf(extendKnots(uniformPoints(-1, 1, 1), 3), 3).widths).toHaveLength(0);
  });

  it('stay finite where knots coincide', () => {
    const { stencils } = jumpsOf(new Float64Array(12), 3);
    expect(stencils.every(Number.isFinite)).toBe(true);
  });
});

describe('the penalty of jumps', () => {
  const model = createModel({ inputs: 1, hidden: [], outputs: 1, grid: 12, seed: 2 });
  const [layer] = model.layers;
  const free = secondOrderParameters(model);
  const size = free.length;
  const bases = basisCount(layer) * edgeCount(layer);
  const random = seededRandom(8);
  const x = Float64Array.from(free, () => random.normal());

  /** A loss whose rows hold the coefficients of all but the last intervals. */
  function bareModel(loss: number): QuadraticModel {
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < size; i++) hessian[i * (size + 1)] = i < bases - 4 || i >= bases ? 1 : 1e-9;
    return { loss, gradient: new Float64Array(size), hessian };
  }

  it('has the slopes and curvatures of its penalty', () => {
    const prior = jumpPrior(model, free, 100);
    const bare = bareModel(0.5);
    const before = bare.hessian.slice();
    prior.addTo(bare, x);
    for (let i = 0; i < size; i++) {
      const moved = (by: number): number =>
        prior.penalty(x.map((value, at) => (at === i ? value + by : value)));
      const slope = (moved(1e-3) - moved(-1e-3)) / 2e-3;
      expect(bare.gradient[i]).toBeCloseTo(slope, 6);
      // Exact for a quadratic penalty.
      const curvature = moved(1) + moved(-1) - 2 * moved(0);
      expect(bare.hessian[i * (size + 1)] - before[i * (size + 1)]).toBeCloseTo(curvature, 8);
    }
    expect(Math.max(...bare.gradient.map(Math.abs))).toBeGreaterThan(1e-3);
  });

  it('is scaled by the samples: a steep end does not change its own penalty', () => {
    const wild = x.map((value, i) => (i === bases - 1 ? value + 1e3 : value));
    const [measured, measuredWild] = [x, wild].map((at) => {
      const prior = jumpPrior(model, free, 100);
      prior.addTo(bareModel(1e-9), at);
      return prior.penalty(wild);
    });
    expect(measuredWild / measured).toBeCloseTo(1, 9);
  });

  it('is the same for a curve ten times as large, and 0 for a polynomial', () => {
    const penaltyOf = (at: Float64Array): number => {
      const prior = jumpPrior(model, free, 100);
      prior.addTo(bareModel(1e-9), at);
      return prior.penalty(at);
    };
    expect(penaltyOf(x.map((value) => 10 * value)) / penaltyOf(x)).toBeCloseTo(1, 9);
    // On uniform knots equal steps of the coefficients are a straight line.
    const line = Float64Array.from(free, (_, i) => 0.1 * i);
    expect(penaltyOf(line)).toBeLessThan(1e-15);
  });
});
