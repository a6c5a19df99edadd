/** Many points at once, against one after another. */
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../main/engine/equations/derivatives/lineBatch.ts';
import { PerceptronBatch } from '../../../main/engine/equations/derivatives/perceptronBatch.ts';
import { PerceptronLines } from '../../../main/engine/equations/derivatives/perceptronLines.ts';
import { startOf } from '../../../main/engine/perceptron/shape.ts';
import { seededRandom } from '../../../shared/random.ts';

const shape = { inputs: 2, hidden: [7, 5], outputs: 2 };
const theta = startOf({ ...shape, activation: 'tanh' }, seededRandom(3));
/** More than two blocks. */
const count = 70;
const random = seededRandom(4);
const points = Float64Array.from({ length: 2 * count }, () => 2 * random.next() - 1);

describe('a perceptron at many points', () => {
  it.each([
    ['values', [{ direction: [0, 0], order: 0 }]],
    [
      'second derivatives',
      [
        { direction: [1, 0], order: 2 },
        { direction: [0, 1], order: 2 },
      ],
    ],
    [
      'derivatives of several orders',
      [
        { direction: [1, 0], order: 4 },
        { direction: [0.5, -2], order: 3 },
        { direction: [0, 1], order: 1 },
      ],
    ],
  ])('has the %s and gradients that it has at each of them', (_name, lines) => {
    const batch = new PerceptronBatch(shape);
    const single = new PerceptronLines(shape, 4);
    const { count: columns, first } = columnsOf(lines);
    const adjoint = Float64Array.from({ length: 2 * columns * count }, () => random.normal());
    // Arrays that were used before do not matter.
    batch.forward(
      theta.map((value) => -value),
      points,
      count,
      lines,
    );
    const found = batch.forward(theta, points, count, lines);
    const gradient = new Float64Array(theta.length);
    batch.backward(points, adjoint, gradient);

    const expected = new Float64Array(theta.length);
    lines.forEach(({ direction, order }, line) => {
      for (let row = 0; row < count; row++) {
        single.forward(theta, points, count, row, direction, order);
        const own = new Float64Array(2 * 5);
        for (let output = 0; output < 2; output++) {
          // The value is in the first line only.
          for (let n = line === 0 ? 0 : 1; n <= order; n++) {
            const at = (output * columns + (n === 0 ? 0 : first[line] + n - 1)) * count + row;
            const value = single.outputs[output * 5 + n];
            expect(Math.abs(found[at] - value)).toBeLessThan(1e-11 * (1 + Math.abs(value)));
            own[output * 5 + n] = adjoint[at];
          }
        }
        single.backward(own, order, expected);
      }
    });
    const largest = Math.max(...expected.map(Math.abs));
    for (let i = 0; i < theta.length; i++) {
      expect(Math.abs(gradient[i] - expected[i])).toBeLessThan(1e-11 * largest);
    }
  });
});
