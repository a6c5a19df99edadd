/** Each backend with each of pykan's base functions, against the definition of a network, and against its differences. */
import { describe, expect, it } from 'vitest';
import { baseFunctionNames } from '../../shared/baseFunctions.ts';
import { seededRandom } from '../../shared/random.ts';
import type { Batch } from '../../main/engine/data/batch.ts';
import { createModel } from '../../main/engine/kan/create.ts';
import { layoutOf, type KanModel } from '../../main/engine/kan/model.ts';
import { forward } from '../support/plainKan.ts';
import { candidates, toleranceOf } from './backends.ts';

const random = seededRandom(5);
const rows = 23;
/** Some rows lie outside the grids, where the base function is all there is. */
const batch: Batch = {
  rows,
  inputs: Float64Array.from({ length: 2 * rows }, () => 3 * random.next() - 1.5),
  targets: Float64Array.from({ length: rows }, () => random.normal()),
  weights: null,
};

/** Every scale is away from where it starts, also those of a base function that is 0. */
function shaken(model: KanModel): KanModel {
  return { ...model, params: model.params.map((value) => value + 0.3 * random.normal()) };
}

function lossOf(model: KanModel): number {
  const outputs = forward(model, batch.inputs, rows);
  return outputs.reduce((sum, output, row) => sum + (output - batch.targets[row]) ** 2 / rows, 0);
}

/** Derivatives of the loss by all parameters that the plain network has: all but those of symbolic edges. */
function differences(model: KanModel): Float64Array {
  const step = 1e-5;
  const at = (index: number, offset: number): number =>
    lossOf({ ...model, params: model.params.with(index, model.params[index] + offset) });
  return model.params.map(
    (_, i) => (8 * (at(i, step) - at(i, -step)) - (at(i, 2 * step) - at(i, -2 * step))) / (12 * step),
  );
}

describe.each(baseFunctionNames)('base function %s', (base) => {
  const model = shaken(createModel({ inputs: 2, hidden: [3], outputs: 1, grid: 4, seed: 3, base }));
  const expected = { outputs: forward(model, batch.inputs, rows), gradient: differences(model) };

  it.each(candidates)('$title', async ({ backend }) => {
    const evaluator = backend.evaluator(model, batch, { loss: 'squared', regularization: null });
    try {
      const gradient = new Float64Array(model.params.length);
      await evaluator.evaluate(model.params, gradient);
      expect(largestGap(await evaluator.forward(model.params), expected.outputs)).toBeLessThan(
        toleranceOf(backend),
      );
      expect(largestGap(gradient, expected.gradient)).toBeLessThan(Math.max(1e-8, toleranceOf(backend)));
      if (base !== 'zero') return;
      layoutOf(model.layers).forEach(({ scaleBase, scaleSpline }) => {
        expect(gradient.subarray(scaleBase, scaleSpline).every((slope) => slope === 0)).toBe(true);
      });
    } finally {
      evaluator.dispose();
    }
  });
});

/** Over the largest entry. */
function largestGap(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const all = Array.from(expected);
  const worst = Math.max(...all.map((value, i) => Math.abs(value - actual[i])));
  return worst / Math.max(...all.map(Math.abs));
}
