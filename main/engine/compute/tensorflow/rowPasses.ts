/** Passes of a network over chunks of rows. All but the readings are to be called within a scope of tensors. */
import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import { backwardPass } from './passes/backward.ts';
import type { LayerConstants } from './passes/constants.ts';
import { forwardPass, type BasesNeed, type LayerState } from './passes/forward.ts';
import { lossOf } from './passes/loss.ts';
import { measureSpreads, type Measurement } from './measure/measurement.ts';
import { forFurtherChunks, type LayerSpreadGradient } from './measure/spreadGradient.ts';
import { joined, type LayerWeights } from './tensors/packing.ts';
import type { TensorPlan } from './plan.ts';
import type { Runtime } from './tensors/runtime.ts';
import type { Chunk, Samples } from './tensors/samples.ts';

export interface RowPasses {
  /** The loss, [1]. @param share as in {@link lossOf} */
  loss(weights: readonly LayerWeights[], chunks: readonly Chunk[], share: number): tf.Tensor1D;
  /** The loss and all gradients: {@link joined}. @param bySpreads the gradient by the spreads of the rows; null for none */
  gradient(
    weights: readonly LayerWeights[],
    chunks: readonly Chunk[],
    share: number,
    bySpreads: readonly LayerSpreadGradient[] | null,
  ): tf.Tensor1D;
  /** Reads the spreads of edges, inputs and subnodes. */
  measure(weights: readonly LayerWeights[], chunks: readonly Chunk[]): Promise<Measurement>;
  /** Reads columns that each chunk gives, for the rows of all chunks, [column][row]. */
  columns(
    weights: readonly LayerWeights[],
    chunks: readonly Chunk[],
    width: number,
    pick: (states: readonly LayerState[]) => tf.Tensor2D,
  ): Promise<Float64Array>;
}

export function rowPasses(
  runtime: Runtime,
  plan: TensorPlan,
  constants: readonly LayerConstants[],
  kind: Objective['loss'],
): RowPasses {
  const { fused } = runtime;
  const forward = (weights: readonly LayerWeights[], chunk: Chunk, need: BasesNeed): LayerState[] =>
    forwardPass(plan, constants, weights, chunk.inputs, chunk.first, fused ? 'none' : need);
  return {
    loss: (weights, chunks, share) =>
      overChunks(chunks, (chunk) => {
        const states = forward(weights, chunk, 'values');
        return tf.reshape(lossOf(kind, states.at(-1).outputs, chunk.truth, share).loss, [1]);
      }),
    gradient: (weights, chunks, share, bySpreads) =>
      overChunks(chunks, (chunk, index) => {
        const states = forward(weights, chunk, 'slopes');
        const { loss, byOutputs } = lossOf(kind, states.at(-1).outputs, chunk.truth, share);
        const by = index === 0 ? bySpreads : (bySpreads?.map(forFurtherChunks) ?? null);
        return joined(loss, backwardPass(plan, constants, weights, states, byOutputs, chunk.ones, by));
      }),
    measure: (weights, chunks) =>
      measureSpreads(runtime, plan, constants, weights, chunks, (chunk) => forward(weights, chunk, 'values')),
    async columns(weights, chunks, width, pick) {
      const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0);
      const columns = new Float64Array(width * rows);
      let from = 0;
      for (const chunk of chunks) {
        runtime.activate();
        const read = await runtime.read(tf.tidy(() => tf.transpose(pick(forward(weights, chunk, 'values')))));
        for (let column = 0; column < width; column++)
          columns.set(read.subarray(column * chunk.rows, (column + 1) * chunk.rows), column * rows + from);
        from += chunk.rows;
      }
      return columns;
    },
  };
}

/** Rows as chunks: all rows, or a mini-batch gathered on the device, whose chunks the caller must dispose of. */
export function chunksOf(samples: Samples, subset: Uint32Array | undefined): readonly Chunk[] {
  if (subset === undefined) return samples.chunks;
  const count = Math.ceil(subset.length / samples.mostRows);
  return Array.from({ length: count }, (_, part) =>
    samples.gather(subset.subarray(part * samples.mostRows, (part + 1) * samples.mostRows)),
  );
}

/** The part of a row in the mean over these rows, before its weight; for the squared error that of one of its outputs. */
export function shareOf(
  { weights, rows }: Batch,
  subset: Uint32Array | undefined,
  kind: Objective['loss'],
  outputs: number,
): number {
  const total =
    subset === undefined
      ? (weights?.reduce((sum, weight) => sum + weight, 0) ?? rows)
      : weights === null
        ? subset.length
        : subset.reduce((sum, row) => sum + weights[row], 0);
  return total > 0 ? 1 / (total * (kind === 'squared' ? outputs : 1)) : 0;
}

/** Sums tensors over chunks. Each is made and added within its own scope. */
function overChunks<T extends tf.Tensor>(
  chunks: readonly Chunk[],
  make: (chunk: Chunk, index: number) => T,
): T {
  let sum: T | null = null;
  chunks.forEach((chunk, index) => {
    const before = sum;
    sum = tf.tidy(() => {
      const found = make(chunk, index);
      return before === null ? found : tf.add(before, found);
    });
    before?.dispose();
  });
  return sum!;
}
