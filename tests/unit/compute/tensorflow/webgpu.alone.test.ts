import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend, Objective } from '../../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../../main/engine/data/batch.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { openDawn } from '../../../../main/engine/compute/tensorflow/devices/dawn.ts';
import { createModel, type CreateOptions } from '../../../../main/engine/kan/create.ts';
import { basisCount, layoutOf } from '../../../../main/engine/kan/model.ts';
import { seededRandom } from '../../../../shared/random.ts';

let backend: Backend;
beforeAll(async () => {
  ({ backend } = await openDawn());
});

interface Case {
  readonly name: string;
  readonly network: CreateOptions;
  readonly rows: number;
  readonly loss: Objective['loss'];
}

/** More subnodes and inputs than a tile has, more rows than a part, and what the parity suite's small networks lack. */
const cases: readonly Case[] = [
  {
    name: 'more subnodes than a workgroup, rows of several parts',
    network: { inputs: 3, hidden: [70], outputs: 2, grid: 5, order: 3, seed: 1 },
    rows: 2500,
    loss: 'squared',
  },
  {
    name: 'products and classes, quadratic splines',
    network: { inputs: 5, hidden: [{ sums: 2, arities: [2, 3] }], outputs: 3, grid: 4, order: 2, seed: 2 },
    rows: 130,
    loss: 'crossEntropy',
  },
  {
    name: 'a grid too fine for the workgroup’s memory at once',
    network: { inputs: 2, hidden: [2], outputs: 1, grid: 60, order: 3, seed: 3 },
    rows: 1300,
    loss: 'squared',
  },
];

function batchOf({ network, rows, loss }: Case): Batch {
  const random = seededRandom(7);
  // Beyond the grid too.
  const inputs = Float64Array.from({ length: network.inputs * rows }, () => 3 * random.next() - 1.5);
  const targets = Float64Array.from({ length: loss === 'squared' ? network.outputs * rows : rows }, () =>
    loss === 'squared' ? random.normal() : random.integer(network.outputs),
  );
  return { rows, inputs, targets, weights: null };
}

function difference(actual: Float64Array, expected: Float64Array): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...actual.map((value, i) => Math.abs(value - expected[i]))) / scale;
}

describe('WebGPU', () => {
  it.each(cases)('agrees with the reference: $name', async (example) => {
    const model = createModel(example.network);
    const random = seededRandom(9);
    const params = model.params.map((value) => value + 0.2 * random.normal());
    const objective: Objective = { loss: example.loss, regularization: null };
    const batch = batchOf(example);
    const subset = Uint32Array.from({ length: Math.floor(example.rows / 2) }, (_, i) => 2 * i);
    const ours = backend.evaluator(model, batch, objective);
    const reference = referenceBackend.evaluator(model, batch, objective);
    const [own, expected] = [new Float64Array(params.length), new Float64Array(params.length)];
    for (const rows of [undefined, subset]) {
      const { loss } = await ours.evaluate(params, own, rows);
      expect(loss).toBeCloseTo((await reference.evaluate(params, expected, rows)).loss, 4);
      expect(difference(own, expected)).toBeLessThan(2e-5);
    }
    const tensors = tf.memory().numTensors;
    expect(difference(await ours.forward(params), await reference.forward(params))).toBeLessThan(2e-5);
    expect(tf.memory().numTensors).toBe(tensors);
    ours.dispose();
    reference.dispose();
  });

  it.each([
    { ...cases[0], metric: 'edge_forward_spline_n' },
    { ...cases[1], metric: 'edge_backward' },
    { ...cases[2], metric: 'edge_forward_spline_u' },
  ] as const)(
    'returns the statistics that sparsity terms need: $name, $metric',
    async ({ metric, ...example }) => {
      const model = createModel(example.network);
      const random = seededRandom(9);
      const params = model.params.map((value) => value + 0.2 * random.normal());
      const regularization = { metric, lamb: 0.3, l1: 1, entropy: 2, coef: 0.1, coefDiff: 0.1 };
      const objective: Objective = { loss: example.loss, regularization };
      const batch = batchOf(example);
      const ours = backend.evaluator(model, batch, objective);
      const reference = referenceBackend.evaluator(model, batch, objective);
      const [own, expected] = [new Float64Array(params.length), new Float64Array(params.length)];
      const tensors = tf.memory().numTensors;
      const found = await ours.evaluate(params, own);
      expect(tf.memory().numTensors).toBe(tensors);
      const wanted = await reference.evaluate(params, expected);
      expect(found.regularization / wanted.regularization).toBeCloseTo(1, 6);
      expect(difference(own, expected)).toBeLessThan(2e-5);
      ours.dispose();
      reference.dispose();
    },
  );

  it('computes the spread of edges that hardly vary', async () => {
    const rows = 5000;
    const model = createModel({ inputs: 1, hidden: [], outputs: 4, seed: 1 });
    const [{ coef, scaleBase }] = layoutOf(model.layers);
    const count = basisCount(model.layers[0]);
    const params = model.params.slice();
    // 50 everywhere, but for one coefficient that is off by ever less.
    const gaps = [1, 1e-1, 3e-2, 1e-2];
    gaps.forEach((gap, edge) => {
      params.fill(50, coef + edge * count, coef + (edge + 1) * count);
      params[coef + edge * count + 4] += gap;
      params[scaleBase + edge] = 0;
    });
    const random = seededRandom(2);
    const inputs = Float64Array.from({ length: rows }, () => 2 * random.next() - 1);
    const batch = { rows, inputs, targets: new Float64Array(4 * rows), weights: null };
    const objective: Objective = { loss: 'squared', regularization: null };
    const [{ edgeStd }] = await backend.evaluator(model, batch, objective).statistics(params);
    const [{ edgeStd: expected }] = await referenceBackend
      .evaluator(model, batch, objective)
      .statistics(params);
    // The last one varies by a part in 25,000 of its mean.
    gaps.forEach((_, edge) => expect(Math.abs(edgeStd[edge] / expected[edge] - 1)).toBeLessThan(2e-3));
  });
});
