import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Backend, DescentWork, Objective } from '../../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../../main/engine/data/batch.ts';
import { stepByStep } from '../../../../main/engine/compute/core/descend.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { openDawn } from '../../../../main/engine/compute/tensorflow/devices/dawn.ts';
import { openWasm } from '../../../../main/engine/compute/tensorflow/devices/wasm.ts';
import { createModel } from '../../../../main/engine/kan/create.ts';
import type { KanModel } from '../../../../main/engine/kan/model.ts';
import { trainableParameters } from '../../../../main/engine/train/objective/problem.ts';
import { seededRandom } from '../../../../shared/random.ts';

const rows = 700;

/** Products, edges of two functions, one removed and one locked. */
function network(): KanModel {
  const model = createModel({
    inputs: 3,
    hidden: [{ sums: 2, arities: [2, 3] }],
    outputs: 2,
    grid: 4,
    order: 3,
    seed: 1,
  });
  const random = seededRandom(3);
  const [layer, last] = model.layers;
  const changed = (values: Uint8Array, edge: number, value: number): Uint8Array =>
    values.map((old, at) => (at === edge ? value : old));
  let mask = layer.mask;
  const symbolic = layer.symbolic.slice();
  for (const [edge, name] of [
    [2, 'sin'],
    [9, 'x^2'],
    [11, 'sin'],
  ] as const) {
    mask = changed(mask, edge, 0);
    symbolic[edge] = name;
  }
  const locked = changed(changed(layer.locked, 0, 1), 9, 1);
  return {
    layers: [{ ...layer, mask: changed(mask, 4, 0), symbolic, locked }, last],
    params: model.params.map((value) => value + 0.2 * random.normal()),
  };
}

function batchOf(weighted: boolean): Batch {
  const random = seededRandom(5);
  const inputs = Float64Array.from({ length: 3 * rows }, () => 2.4 * random.next() - 1.2);
  const targets = Float64Array.from({ length: 2 * rows }, () => random.normal());
  const weights = weighted ? Float64Array.from({ length: rows }, () => random.next()) : null;
  return { rows, inputs, targets, weights };
}

function workOf(model: KanModel, mini: boolean): DescentWork {
  const random = seededRandom(8);
  const free = trainableParameters(model);
  return {
    params: model.params,
    free,
    // As after some steps: the first ones have no scale of their own.
    first: Float64Array.from(free, () => 0.01 * random.normal()),
    second: Float64Array.from(free, () => 0.01 * random.next() + 1e-3),
    steps: Array.from({ length: 8 }, (_, step) => ({
      rate: 0.1 / (1 + step),
      correction: 1 - 0.999 ** (20 + step),
      rows: mini ? Uint32Array.from({ length: 64 }, (_, i) => (37 * step + 11 * i) % rows) : null,
    })),
    constants: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  };
}

function difference(actual: Float64Array, expected: Float64Array): number {
  expect(actual).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...actual.map((value, i) => Math.abs(value - expected[i]))) / scale;
}

describe.each([
  ['WebAssembly', openWasm],
  ['WebGPU', async (): Promise<Backend> => (await openDawn()).backend],
])('steps of Adam on %s', (_, open) => {
  it.each([
    ['all rows', false, false],
    ['weighted mini-batches', true, true],
  ])('are those of the plain loop in float64: %s', async (_name, mini, weighted) => {
    const backend = await open();
    const model = network();
    const objective: Objective = { loss: 'squared', regularization: null };
    const batch = batchOf(weighted);
    const work = workOf(model, mini);
    const ours = backend.evaluator(model, batch, objective);
    const reference = referenceBackend.evaluator(model, batch, objective);
    const expected = await stepByStep(reference, work);
    const tensors = tf.memory().numTensors;
    const found = await ours.descend!(work);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(difference(found.params, expected.params)).toBeLessThan(1e-5);
    expect(difference(found.first, expected.first)).toBeLessThan(1e-4);
    expect(difference(found.second, expected.second)).toBeLessThan(1e-4);
    expect(found.value.loss).toBeCloseTo(expected.value.loss, 4);
    expect(found.gradientNorm).toBeCloseTo(expected.gradientNorm, 4);
    // It moved, and what is held did not.
    expect(difference(found.params, model.params)).toBeGreaterThan(0.01);
    const free = new Set(work.free);
    expect(found.params.every((value, at) => free.has(at) || value === model.params[at])).toBe(true);
    ours.dispose();
    reference.dispose();
  });
});
