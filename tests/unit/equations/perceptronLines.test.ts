/** Derivatives of a perceptron along a line and their gradient, against finite differences. */
import { describe, expect, it } from 'vitest';
import { PerceptronLines } from '../../../main/engine/equations/derivatives/perceptronLines.ts';
import { startOf } from '../../../main/engine/perceptron/shape.ts';
import { seededRandom } from '../../../shared/random.ts';

const shape = { inputs: 2, hidden: [4, 3], outputs: 2 };
const depth = 3;
const theta = startOf({ ...shape, activation: 'tanh' }, seededRandom(5));
const direction = [0.8, -0.5];

/** Derivatives of both outputs along the line, at a distance from (0.3, −0.2). */
function derivativesAt(distance: number, params = theta): Float64Array {
  const network = new PerceptronLines(shape, depth);
  const points = Float64Array.of(0.3 + distance * direction[0], -0.2 + distance * direction[1]);
  network.forward(params, points, 1, 0, direction, depth);
  return network.outputs.slice();
}

describe('a perceptron along a line', () => {
  it('has the value of tanh layers', () => {
    const dense = (inputs: readonly number[], at: number, nodes: number): number[] =>
      Array.from({ length: nodes }, (_, node) =>
        inputs.reduce(
          (sum, value, i) => sum + value * theta[at + node * inputs.length + i],
          theta[at + nodes * inputs.length + node],
        ),
      );
    const first = dense([0.3, -0.2], 0, 4).map(Math.tanh);
    const second = dense(first, 12, 3).map(Math.tanh);
    const out = dense(second, 27, 2);
    const found = derivativesAt(0);
    expect(found[0]).toBeCloseTo(out[0], 13);
    expect(found[depth + 1]).toBeCloseTo(out[1], 13);
  });

  it('has the derivatives of finite differences', () => {
    const step = 1e-5;
    const [below, at, above] = [-step, 0, step].map((distance) => derivativesAt(distance));
    for (const output of [0, 1]) {
      for (let n = 1; n <= depth; n++) {
        const i = output * (depth + 1) + n;
        expect(at[i]).toBeCloseTo((above[i - 1] - below[i - 1]) / (2 * step), 7);
      }
    }
  });

  it('has the gradient of finite differences by every weight and bias', () => {
    const adjoint = Float64Array.of(0.7, -1.1, 0.4, 0.9, -0.3, 0.6, 1.2, -0.8);
    const network = new PerceptronLines(shape, depth);
    network.forward(theta, Float64Array.of(0.3, -0.2), 1, 0, direction, depth);
    const gradient = new Float64Array(network.size);
    network.backward(adjoint, depth, gradient);
    const value = (params: Float64Array): number =>
      derivativesAt(0, params).reduce((sum, one, i) => sum + one * adjoint[i], 0);
    for (let i = 0; i < theta.length; i++) {
      const shifted = (by: number): number => value(theta.with(i, theta[i] + by));
      expect(gradient[i]).toBeCloseTo((shifted(1e-6) - shifted(-1e-6)) / 2e-6, 6);
    }
  });
});
