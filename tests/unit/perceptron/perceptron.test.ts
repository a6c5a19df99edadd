/** Multilayer perceptrons: derivatives against finite differences, and what training reaches. */
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../main/engine/data/batch.ts';
import { perceptronEvaluator } from '../../../main/engine/perceptron/evaluator.ts';
import type { Loss } from '../../../main/engine/perceptron/loss.ts';
import { standardRows, standardsOf } from '../../../main/engine/perceptron/rows.ts';
import {
  denseLayers,
  parameterCount,
  startOf,
  type Activation,
  type PerceptronShape,
} from '../../../main/engine/perceptron/shape.ts';
import { comparedSizes } from '../../../main/engine/perceptron/sizes.ts';
import { trainPerceptron, type Improvement } from '../../../main/engine/perceptron/train.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(5);
const numbers = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal());

function batchOf(rows: number, inputs: number, outputs: number, weighted: boolean): Batch {
  return {
    rows,
    inputs: numbers(rows * inputs),
    targets: numbers(rows * outputs),
    weights: weighted ? numbers(rows).map(Math.abs) : null,
  };
}

/** Each output as plain sums, one row at a time. */
function plainOutput(shape: PerceptronShape, params: Float64Array, row: readonly number[]): number[] {
  return denseLayers(shape).reduce<number[]>(
    (values, { inputs, outputs, weights, biases }, index, layers) => {
      return Array.from({ length: outputs }, (_, j) => {
        const sum = values.reduce((total, value, i) => total + params[weights + j * inputs + i] * value, 0);
        const z = sum + params[biases + j];
        if (index === layers.length - 1) return z;
        return shape.activation === 'tanh' ? Math.tanh(z) : z / (1 + Math.exp(-z));
      });
    },
    [...row],
  );
}

const shapes: readonly (readonly [Activation, readonly number[], number])[] = [
  ['tanh', [5], 1],
  ['silu', [4, 3], 2],
  ['tanh', [3, 2, 4], 3],
];

describe.each(shapes)(
  'a perceptron of %s with the layers %j and %i outputs',
  (activation, hidden, outputs) => {
    const shape: PerceptronShape = { inputs: 3, hidden, outputs, activation };
    const size = parameterCount(shape);

    it('has the outputs of plain sums', () => {
      const batch = batchOf(300, 3, outputs, false);
      const standards = standardsOf(batch, true);
      const rows = standardRows(batch, standards);
      const params = startOf(shape, random);
      const found = perceptronEvaluator(shape, rows, 'squared').outputs(params);
      for (const r of [0, 255, 256, 299]) {
        const row = standards.inputs.map(
          ({ shift, scale }, i) => (batch.inputs[i * 300 + r] - shift) / scale,
        );
        plainOutput(shape, params, row).forEach((value, o) =>
          expect(found[o * 300 + r]).toBeCloseTo(value, 12),
        );
      }
    });

    it.each([
      ['squared', false],
      ['squared', true],
      ['crossEntropy', false],
      ['crossEntropy', true],
    ] as const)('has the gradient of finite differences: %s, weights %s', (loss: Loss, weighted) => {
      const plain = batchOf(40, 3, outputs, weighted);
      const classes = outputs === 1 ? 2 : outputs;
      const targets =
        loss === 'squared' ? plain.targets : Float64Array.from({ length: 40 }, () => random.integer(classes));
      const batch = { ...plain, targets };
      const rows = standardRows(batch, standardsOf(batch, loss === 'crossEntropy'));
      const evaluator = perceptronEvaluator(shape, rows, loss);
      const params = startOf(shape, random);
      const gradient = new Float64Array(size);
      evaluator.evaluate(params, gradient);
      for (let i = 0; i < size; i++) {
        const at = (step: number): number => {
          const moved = params.slice();
          moved[i] += step;
          return evaluator.evaluate(moved, null);
        };
        expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 7);
      }
    });

    it('has the Gauss–Newton matrix of the Jacobian by finite differences', () => {
      const batch = batchOf(30, 3, outputs, true);
      const rows = standardRows(batch, standardsOf(batch, false));
      const evaluator = perceptronEvaluator(shape, rows, 'squared');
      const params = startOf(shape, random);
      const { loss, gradient, hessian } = evaluator.quadratic(params);
      const own = new Float64Array(size);
      expect(loss).toBeCloseTo(evaluator.evaluate(params, own), 12);
      own.forEach((entry, i) => expect(gradient[i]).toBeCloseTo(entry, 10));
      const jacobian = Array.from({ length: size }, (_, i) => {
        const at = (step: number): Float64Array => {
          const moved = params.slice();
          moved[i] += step;
          return evaluator.outputs(moved);
        };
        const [after, before] = [at(1e-5), at(-1e-5)];
        return after.map((value, r) => (value - before[r]) / 2e-5);
      });
      const total = batch.weights!.reduce((sum, weight) => sum + weight, 0) * outputs;
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const sum = jacobian[i].reduce((s, d, at) => s + batch.weights![at % 30] * d * jacobian[j][at], 0);
          expect(hessian[i * size + j]).toBeCloseTo((2 / total) * sum, 7);
        }
      }
    });
  },
);

it('counts weights and biases', () => {
  expect(parameterCount({ inputs: 2, hidden: [64, 64], outputs: 1 })).toBe(
    2 * 64 + 64 + 64 * 64 + 64 + 64 + 1,
  );
});

it('compares sizes with about as many parameters as the network, and usual ones, each once', () => {
  expect(comparedSizes(2, 1, 200)).toEqual([[50], [12, 12], [10, 10], [64], [64, 64]]);
  expect(comparedSizes(2, 1, 257)).toEqual([[64], [14, 14], [10, 10], [64, 64]]);
});

/** A clock on which each reading is a hundredth of a second later: the same results on every machine. */
function countingClock(): () => number {
  let now = 0;
  return () => (now += 0.01);
}

function functionBatch(rows: number, f: (x1: number, x2: number) => number): Batch {
  const draw = seededRandom(rows);
  const inputs = Float64Array.from({ length: 2 * rows }, () => 20 * draw.next() - 10);
  const targets = Float64Array.from({ length: rows }, (_, r) => f(inputs[r] / 10, inputs[rows + r] / 10));
  return { rows, inputs, targets, weights: null };
}

async function trained(
  hidden: readonly number[],
  f: (x1: number, x2: number) => number,
  loss: Loss,
  signal = new AbortController().signal,
): Promise<readonly Improvement[]> {
  const found: Improvement[] = [];
  await trainPerceptron(
    {
      ...{ hidden, loss, signal, outputs: 1, seed: 1, seconds: 12 },
      train: functionBatch(300, f),
      validation: functionBatch(80, f),
      clock: countingClock(),
      breathe: () => undefined,
    },
    (improvement) => void found.push(improvement),
  );
  return found;
}

describe('training', () => {
  it('learns a smooth function of inputs and targets in any unit to a thousandth of its spread', async () => {
    const f = (x1: number, x2: number): number => 1e6 + 1000 * Math.sin(3 * x1) * x2;
    const improvements = await trained([8, 8], f, 'squared');
    const test = functionBatch(200, f);
    const outputs = improvements.at(-1)!.predict(test);
    const rmse = Math.sqrt(outputs.reduce((sum, y, r) => sum + (y - test.targets[r]) ** 2, 0) / test.rows);
    expect(rmse).toBeLessThan(1);
    expect(improvements.at(-1)!.method).toBe('levenberg-marquardt');
  });

  it('learns classes', async () => {
    const f = (x1: number, x2: number): number => (x1 * x2 > 0 ? 1 : 0);
    const improvements = await trained([8], f, 'crossEntropy');
    const test = functionBatch(300, f);
    const logits = improvements.at(-1)!.predict(test);
    const right = logits.filter((z, r) => (z > 0 ? 1 : 0) === test.targets[r]).length;
    expect(right / test.rows).toBeGreaterThan(0.93);
  });

  it('is the same each time, its seconds grow, and it ends when it is stopped', async () => {
    const f = (x1: number, x2: number): number => x1 + x2 ** 2;
    const [one, other] = [await trained([4], f, 'squared'), await trained([4], f, 'squared')];
    const test = functionBatch(20, f);
    expect([...one.at(-1)!.predict(test)]).toEqual([...other.at(-1)!.predict(test)]);
    const times = one.map(({ seconds }) => seconds);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(await trained([4], f, 'squared', AbortSignal.abort())).toEqual([]);
  });
});
