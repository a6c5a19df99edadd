/** Derivatives of a network by its inputs, and their gradients, against finite differences. */
import { describe, expect, it } from 'vitest';
import { baseDerivatives, basisDerivatives } from '../../../main/engine/equations/derivatives/basis.ts';
import { DirectionalNetwork } from '../../../main/engine/equations/derivatives/directional.ts';
import { linesOf } from '../../../main/engine/equations/derivatives/lines.ts';
import { trainedNumbers } from '../../../main/engine/equations/solution.ts';
import { startState } from '../../../main/engine/equations/fits/start.ts';
import { basisWindow, extendKnots, uniformPoints } from '../../../main/engine/kan/bspline.ts';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';

const [grid, order] = [5, 4];
const knots = extendKnots(uniformPoints(-1, 1, grid), order);

function basesAt(x: number, depth: number): { first: number; values: Float64Array } {
  const values = new Float64Array((depth + 1) * (order + 1));
  const first = basisDerivatives(knots, 0, grid, order, x, depth, values, new Float64Array(64));
  return { first, values };
}

describe('derivatives of the B-spline bases', () => {
  it.each([-1, -0.63, 0, 0.2, 0.999, 1, 1.3, -1.7, 3])('has the bases of the networks at %d', (x) => {
    const window = new Float64Array(order + 1);
    const slopes = new Float64Array(order + 1);
    const first = basisWindow(knots, 0, grid, order, x, window, slopes, 0);
    const { first: mine, values } = basesAt(x, 2);
    expect(mine).toBe(first);
    window.forEach((value, r) => expect(values[r]).toBeCloseTo(value, 12));
    slopes.forEach((slope, r) => expect(values[order + 1 + r]).toBeCloseTo(slope, 11));
  });

  it('has the higher derivatives of finite differences', () => {
    const [x, step] = [0.13, 1e-5];
    const [below, at, above] = [x - step, x, x + step].map((place) => basesAt(place, 4).values);
    for (let m = 1; m <= 4; m++) {
      for (let r = 0; r <= order; r++) {
        const slope = (above[(m - 1) * (order + 1) + r] - below[(m - 1) * (order + 1) + r]) / (2 * step);
        expect(at[m * (order + 1) + r]).toBeCloseTo(slope, 4);
      }
    }
  });
});

it.each([
  ['silu', 0.7 / (1 + Math.exp(-0.7))],
  ['identity', 0.7],
  ['zero', 0],
] as const)('derives %s to any order', (base, value) => {
  const values = (x: number): Float64Array => {
    const out = new Float64Array(6);
    baseDerivatives(base, x, 5, out);
    return out;
  };
  const [below, at, above] = [0.7 - 1e-5, 0.7, 0.7 + 1e-5].map(values);
  expect(at[0]).toBeCloseTo(value, 14);
  for (let m = 1; m <= 5; m++) expect(at[m]).toBeCloseTo((above[m - 1] - below[m - 1]) / 2e-5, 7);
});

describe('partial derivatives as derivatives along lines', () => {
  it.each([[[2, 0]], [[1, 1]], [[2, 1]], [[2, 2]], [[1, 1, 1]], [[0, 3, 1]]])(
    'gives the derivative of orders %j of a monomial',
    (orders) => {
      const total = orders.reduce((sum, one) => sum + one, 0);
      const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
      // Of x^α, the n-th derivative along v is n!·v^α; the partial derivative is α!, and 0 for all other monomials.
      const along = (powers: readonly number[]): number =>
        linesOf(orders).reduce(
          (sum, { direction, weight }) =>
            sum +
            weight * factorial(total) * direction.reduce((value, step, at) => value * step ** powers[at], 1),
          0,
        );
      expect(along(orders)).toBeCloseTo(
        orders.reduce((product, one) => product * factorial(one), 1),
        9,
      );
      const other = orders.map((one, at) => (at === 0 ? one - 1 : at === 1 ? one + 1 : one));
      if (other[0] >= 0) expect(along(other)).toBeCloseTo(0, 9);
    },
  );
});

describe('derivatives of a network along a line', () => {
  const problem = readProblem({ equation: 'u_xxxx + u_yy = 0', domain: { x: [-1, 1], y: [-1, 1] } });
  const { model } = startState(problem, { seed: 3, hidden: [3, 2] }, 6, false, 1);
  const depth = 4;
  const network = new DirectionalNetwork(model, depth);
  const theta = trainedNumbers(model, []);
  const [point, direction] = [
    [0.3, -0.2],
    [0.8, 0.5],
  ];
  const at = (s: number, values = theta): Float64Array => {
    const place = Float64Array.from(point, (value, i) => value + s * direction[i]);
    network.forward(values, place, 1, 0, direction, depth);
    return network.outputs.slice();
  };

  it('equal finite differences of the derivative below', () => {
    const [below, here, above] = [at(-1e-5), at(0), at(1e-5)];
    for (let n = 1; n <= depth; n++) expect(here[n]).toBeCloseTo((above[n - 1] - below[n - 1]) / 2e-5, 5);
  });

  it('have the gradient by the trained numbers that finite differences have', () => {
    const adjoint = Float64Array.of(0.3, -1, 0.7, 0.2, 0.1);
    const loss = (values: Float64Array): number =>
      at(0, values).reduce((sum, value, n) => sum + adjoint[n] * value, 0);
    const gradient = new Float64Array(theta.length);
    at(0);
    network.backward(adjoint, depth, gradient);
    const used = new Uint32Array(theta.length);
    const count = network.used(used);
    expect(new Set(used.subarray(0, count)).size).toBe(count);
    theta.forEach((value, i) => {
      const shifted = (by: number): Float64Array => theta.map((other, j) => (j === i ? value + by : other));
      expect(gradient[i]).toBeCloseTo((loss(shifted(1e-5)) - loss(shifted(-1e-5))) / 2e-5, 4);
      if (!used.subarray(0, count).includes(i)) expect(gradient[i]).toBe(0);
    });
  });
});
