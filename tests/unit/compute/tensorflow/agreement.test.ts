import fc from '../../../support/properties.ts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend, Evaluator, LayerStatistics } from '../../../../main/engine/compute/backend.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { createTensorflowBackend } from '../../../../main/engine/compute/tensorflow/backend.ts';
import { createRuntime } from '../../../../main/engine/compute/tensorflow/tensors/runtime.ts';
import { openWasm } from '../../../../main/engine/compute/tensorflow/devices/wasm.ts';
import { createModel } from '../../../../main/engine/kan/create.ts';
import { anyBases, anyShape, caseOf, type Case, type CaseShape } from '../native/arbitrary.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await openWasm();
});

/** Largest difference over the largest entry, or over 0.01 where all are smaller. */
function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let scale = 1e-2;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]));
    const gap = Math.abs(actual[i] - expected[i]);
    worst = Math.max(worst, Number.isNaN(gap) ? Infinity : gap);
  }
  return worst / scale;
}

async function evaluateWith(
  evaluator: Evaluator,
  { params, subset }: Case,
  batch: boolean,
): Promise<Float64Array> {
  const gradient = new Float64Array(params.length).fill(7);
  const value = await evaluator.evaluate(params, gradient, batch ? subset : undefined);
  return Float64Array.from([value.total, value.loss, value.regularization, ...gradient]);
}

/** The worst ratio of mean to spread: digits that float32 has lost before a spread is divided by. */
function conditionOf(statistics: readonly LayerStatistics[]): number {
  const ratios = statistics.flatMap(({ edgeStd, edgeMean }) =>
    Array.from(edgeStd, (std, edge) => (std > 0 ? Math.abs(edgeMean[edge]) / std : 0)),
  );
  return Math.max(0, ...ratios);
}

async function compare(example: Case): Promise<void> {
  const { structure, batch, objective, params } = example;
  const ours = backend.evaluator(structure, batch, objective);
  const reference = referenceBackend.evaluator(structure, batch, objective);
  try {
    const outputs = await reference.forward(params);
    // x⁵ of x⁵ of a product: beyond what seven digits can follow.
    if (!outputs.every((value) => Math.abs(value) < 1e3)) return;
    const theirs = await reference.statistics(params);
    const condition = conditionOf(theirs);
    // A spread of rounding errors is 0 in one and tiny in the other: its direction is no gradient.
    if (objective.regularization !== null && condition > 1e3) return;
    const limit = 2e-4 + (objective.regularization === null ? 0 : 1e-6 * condition);
    for (const mini of [false, true]) {
      const expected = await evaluateWith(reference, example, mini);
      expect(difference(await evaluateWith(ours, example, mini), expected), `mini ${mini}`).toBeLessThan(
        limit,
      );
    }
    expect(difference(await ours.forward(params), outputs)).toBeLessThan(2e-4);
    for (let layer = 0; layer < structure.layers.length; layer++) {
      const inputs = await reference.layerInputs(params, layer);
      expect(difference(await ours.layerInputs(params, layer), inputs)).toBeLessThan(2e-4);
    }
    const found = await ours.statistics(params);
    theirs.forEach((expected, layer) => {
      for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
        const gap = difference(found[layer][key], expected[key]);
        expect(gap, `${layer} ${key}`).toBeLessThan(2e-4 + 1e-6 * condition);
      }
    });
  } finally {
    ours.dispose();
    reference.dispose();
  }
}

/** Float32 cannot follow a spline whose spans are near its own resolution. */
const tame = ({ layers, adaptive }: CaseShape): boolean => !adaptive || layers.every(({ grid }) => grid < 10);

describe('TensorFlow.js backend', () => {
  it('agrees with the reference on random networks', async () => {
    await fc.assert(
      fc.asyncProperty(anyShape.filter(tame), async (shape) => compare(caseOf(shape))),
      { numRuns: 150 },
    );
  });

  it('agrees with it on any base functions', async () => {
    await fc.assert(
      fc.asyncProperty(anyBases.filter(tame), async (shape) => compare(caseOf(shape))),
      { numRuns: 50 },
    );
  });

  it('computes many rows in chunks, and leaves no tensor behind', async () => {
    const chunked = createTensorflowBackend('wasm', createRuntime('wasm'), 512);
    const rows = 1100;
    const model = createModel({
      ...{ inputs: 2, hidden: [{ sums: 1, arities: [2] }], outputs: 1 },
      ...{ grid: 2, order: 2, seed: 1 },
    });
    const wave = (frequency: number) =>
      Float64Array.from({ length: rows }, (_, r) => Math.sin(frequency * r));
    const inputs = Float64Array.from([...wave(0.7), ...wave(1.3)]);
    const batch = { rows, inputs, targets: wave(2.1), weights: wave(0.1).map(Math.abs) };
    const sparse = {
      metric: 'edge_forward_spline_n',
      lamb: 0.1,
      l1: 1,
      entropy: 2,
      coef: 0,
      coefDiff: 0,
    } as const;
    for (const regularization of [null, sparse]) {
      const objective = { loss: 'squared', regularization } as const;
      const before = tf.memory().numTensors;
      const ours = chunked.evaluator(model, batch, objective);
      const reference = referenceBackend.evaluator(model, batch, objective);
      const subset = Uint32Array.from({ length: 600 }, (_, i) => i + 300);
      const example = { structure: model, params: model.params, batch, objective, subset };
      for (const mini of [false, true]) {
        const expected = await evaluateWith(reference, example, mini);
        expect(difference(await evaluateWith(ours, example, mini), expected)).toBeLessThan(1e-4);
      }
      const during = tf.memory().numTensors;
      await evaluateWith(ours, example, false);
      await ours.evaluate(model.params, null, subset);
      await ours.statistics(model.params);
      await ours.forward(model.params);
      expect(tf.memory().numTensors).toBe(during);
      ours.dispose();
      reference.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  });
});
