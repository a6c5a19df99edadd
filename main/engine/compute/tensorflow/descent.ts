/**
 * Steps of Adam on the device: parameters and moments stay there, mini-batches are gathered there, and nothing is read
 * back before the last step. In float32.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Descent, DescentWork } from '../backend.ts';
import { flatGradient, flatTables, unpack } from './tensors/flat.ts';
import type { LayerWeights } from './tensors/packing.ts';
import type { TensorPlan } from './plan.ts';
import type { Runtime } from './tensors/runtime.ts';
import { disposeAll, tidied } from './tensors/scope.ts';

/** The loss and the gradients by the weights, as `packing.joined` gives them, for some rows; null for all rows. */
export type GradientOf = (weights: readonly LayerWeights[], rows: Uint32Array | null) => tf.Tensor1D;

/** Parameters and moments after a step, [parameter], and the parameters at the start of the step. */
interface State {
  readonly x: tf.Tensor1D;
  readonly first: tf.Tensor1D;
  readonly second: tf.Tensor1D;
  readonly loss: tf.Tensor1D;
  readonly gradient: tf.Tensor1D;
}

/** For an objective without sparsity terms. @param work with at least one step. */
export async function descend(
  runtime: Runtime,
  plan: TensorPlan,
  gradientOf: GradientOf,
  { params, free, first, second, steps, constants }: DescentWork,
): Promise<Descent> {
  runtime.activate();
  const { beta1, beta2, epsilon } = constants;
  const tables = flatTables(plan, free);
  const spread = (values: Float64Array): tf.Tensor1D => {
    const all = new Float32Array(params.length);
    free.forEach((index, i) => (all[index] = values[i]));
    return tf.tensor1d(all);
  };
  const none = tf.tensor1d([NaN]);
  let state: State = {
    x: tf.tensor1d(Float32Array.from(params)),
    first: spread(first),
    second: spread(second),
    loss: none,
    gradient: none,
  };
  try {
    for (const { rate, correction, rows } of steps) {
      await runtime.breathe();
      runtime.activate();
      const before = state;
      state = tidied((): State => {
        const unpacked = unpack(plan, tables, before.x);
        const joined = gradientOf(unpacked.weights, rows);
        const gradient = flatGradient(plan, tables, unpacked, joined);
        const mean = tf.add<tf.Tensor1D>(tf.mul(before.first, beta1), tf.mul(gradient, 1 - beta1));
        const square = tf.add<tf.Tensor1D>(
          tf.mul(before.second, beta2),
          tf.mul(tf.square(gradient), 1 - beta2),
        );
        const spreadOf = tf.add(tf.sqrt(tf.div(square, correction)), epsilon);
        const x = tf.sub<tf.Tensor1D>(before.x, tf.div(tf.mul(mean, rate), spreadOf));
        return { x, first: mean, second: square, loss: tf.slice(joined, [0], [1]), gradient };
      });
      disposeAll(before);
    }
    const { x, loss, gradient } = state;
    const norm = tf.tidy(() => tf.reshape<tf.Rank.R1>(tf.max(tf.abs(gradient)), [1]));
    const all = tf.concat([loss, norm, x, state.first, state.second]);
    norm.dispose();
    const read = await runtime.read(all);
    const part = (which: number): Float32Array => read.subarray(2 + which * params.length);
    // Parameters that do not move keep all their digits.
    const moved = params.slice();
    free.forEach((index) => (moved[index] = read[2 + index]));
    return {
      params: moved,
      first: Float64Array.from(free, (index) => part(1)[index]),
      second: Float64Array.from(free, (index) => part(2)[index]),
      value: { total: read[0], loss: read[0], regularization: 0 },
      gradientNorm: read[1],
    };
  } finally {
    disposeAll(state);
    disposeAll(tables);
  }
}
