/** An evaluator whose passes are TensorFlow.js operations. */
import * as tf from '@tensorflow/tfjs-core';
import type { Evaluator, LayerStatistics, Objective, Value } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import { regularize } from '../core/regularization.ts';
import { layerStatistics, rangesOf } from '../core/statistics.ts';
import { backwardPass } from './passes/backward.ts';
import { stepByStep } from '../core/descend.ts';
import { constantsOf, disposeConstants } from './passes/constants.ts';
import { descend } from './descent.ts';
import { forwardPass, type BasesNeed, type LayerState } from './passes/forward.ts';
import { lossOf } from './passes/loss.ts';
import { measureSpreads, type Measurement } from './measure/measurement.ts';
import { addGradients, joined, uploadWeights, type LayerWeights } from './tensors/packing.ts';
import type { TensorPlan } from './plan.ts';
import type { Runtime } from './tensors/runtime.ts';
import { disposeChunk, uploadSamples, type Chunk } from './tensors/samples.ts';
import { disposeAll, tidied } from './tensors/scope.ts';
import {
  forFurtherChunks,
  uploadSpreadGradient,
  type LayerSpreadGradient,
} from './measure/spreadGradient.ts';

/**
 * @param batch the rows, which are copied to the device. @param mostRowsAtOnce chunks have at most so many, for their memory.
 * @returns an evaluator that holds tensors until `dispose`.
 */
export function createEvaluator(
  runtime: Runtime,
  plan: TensorPlan,
  batch: Batch,
  objective: Objective,
  mostRowsAtOnce: number,
): Evaluator {
  runtime.activate();
  const constants = constantsOf(plan);
  const { fused } = runtime;
  const samples = uploadSamples(plan, constants, batch, objective.loss, !fused, mostRowsAtOnce);
  const network = { structure: plan.structure, layouts: plan.layers.map(({ layout }) => layout) };
  const outputs = plan.layers.at(-1)!.nodes;

  const forward = (weights: readonly LayerWeights[], chunk: Chunk, need: BasesNeed): LayerState[] =>
    forwardPass(plan, constants, weights, chunk.inputs, chunk.first, need);

  /** Rows as chunks: all rows, or a mini-batch gathered on the device. */
  const chunksOf = (subset: Uint32Array | undefined): readonly Chunk[] => {
    if (subset === undefined) return samples.chunks;
    const parts: Chunk[] = [];
    for (let at = 0; at < subset.length; at += samples.mostRows) {
      parts.push(samples.gather(subset.subarray(at, at + samples.mostRows)));
    }
    return parts;
  };

  const shareOf = (subset: Uint32Array | undefined): number => {
    const { weights, rows } = batch;
    const total =
      subset === undefined
        ? (weights?.reduce((sum, weight) => sum + weight, 0) ?? rows)
        : weights === null
          ? subset.length
          : subset.reduce((sum, row) => sum + weights[row], 0);
    return total > 0 ? 1 / (total * (objective.loss === 'squared' ? outputs : 1)) : 0;
  };

  /** Sums tensors over chunks. Each is made and added within its own scope. */
  const overChunks = <T extends tf.Tensor>(
    chunks: readonly Chunk[],
    make: (chunk: Chunk, index: number) => T,
  ): T => {
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
  };

  /** The loss, [1]. */
  const lossOver = (weights: readonly LayerWeights[], chunks: readonly Chunk[], share: number): tf.Tensor1D =>
    overChunks(chunks, (chunk) => {
      const states = forward(weights, chunk, fused ? 'none' : 'values');
      return tf.reshape(lossOf(objective.loss, states.at(-1).outputs, chunk.truth, share).loss, [1]);
    });

  /** The loss and all gradients: {@link joined}. */
  const gradientOver = (
    weights: readonly LayerWeights[],
    chunks: readonly Chunk[],
    share: number,
    bySpreads: readonly LayerSpreadGradient[] | null,
  ): tf.Tensor1D =>
    overChunks(chunks, (chunk, index) => {
      const states = forward(weights, chunk, fused ? 'none' : 'slopes');
      const { loss, byOutputs } = lossOf(objective.loss, states.at(-1).outputs, chunk.truth, share);
      const by = index === 0 ? bySpreads : (bySpreads?.map(forFurtherChunks) ?? null);
      return joined(loss, backwardPass(plan, constants, weights, states, byOutputs, chunk.ones, by));
    });

  const measure = (weights: readonly LayerWeights[], chunks: readonly Chunk[]): Promise<Measurement> =>
    measureSpreads(runtime, plan, constants, weights, chunks, (chunk) =>
      forward(weights, chunk, fused ? 'none' : 'values'),
    );

  const evaluate = async (
    params: Float64Array,
    gradient: Float64Array | null,
    subset?: Uint32Array,
  ): Promise<Value> => {
    runtime.activate();
    const weights = uploadWeights(plan, params);
    const chunks = chunksOf(subset);
    const rows = subset?.length ?? batch.rows;
    const share = shareOf(subset);
    const { regularization } = objective;
    let measurement: Measurement | null = null;
    let bySpreads: LayerSpreadGradient[] | null = null;
    try {
      gradient?.fill(0);
      let penalty = 0;
      if (regularization !== null) {
        const found = (measurement = await measure(weights, chunks));
        const sparsity = regularize(network, found.spreads, regularization, params, gradient);
        penalty = sparsity.value;
        runtime.activate();
        if (gradient !== null) {
          bySpreads = plan.layers.map((layer, index) =>
            tidied(() =>
              uploadSpreadGradient(
                layer,
                sparsity.spreads[index],
                found.spreads[index],
                rows,
                found.layers[index],
                weights[index],
              ),
            ),
          );
        }
      }
      const result =
        gradient === null
          ? lossOver(weights, chunks, share)
          : gradientOver(weights, chunks, share, bySpreads);
      const read = await runtime.read(result);
      if (gradient !== null) addGradients(plan, params, read, gradient);
      const loss = read[0];
      return { total: loss + (regularization?.lamb ?? 0) * penalty, loss, regularization: penalty };
    } finally {
      disposeAll(weights);
      disposeAll(bySpreads);
      disposeAll(measurement?.layers ?? null);
      if (subset !== undefined) chunks.forEach(disposeChunk);
    }
  };

  /** Columns of a tensor that each chunk gives, for all rows, [column][row]. */
  const columnsOf = async (
    params: Float64Array,
    width: number,
    pick: (states: readonly LayerState[]) => tf.Tensor2D,
  ): Promise<Float64Array> => {
    runtime.activate();
    const weights = uploadWeights(plan, params);
    const columns = new Float64Array(width * batch.rows);
    try {
      let from = 0;
      for (const chunk of samples.chunks) {
        runtime.activate();
        const read = await runtime.read(
          tf.tidy(() => tf.transpose(pick(forward(weights, chunk, fused ? 'none' : 'values')))),
        );
        for (let column = 0; column < width; column++) {
          columns.set(
            read.subarray(column * chunk.rows, (column + 1) * chunk.rows),
            column * batch.rows + from,
          );
        }
        from += chunk.rows;
      }
    } finally {
      disposeAll(weights);
    }
    return columns;
  };

  const statistics = async (params: Float64Array): Promise<LayerStatistics[]> => {
    runtime.activate();
    const weights = uploadWeights(plan, params);
    let found: Measurement | null = null;
    try {
      found = await measure(weights, samples.chunks);
    } finally {
      disposeAll(found?.layers ?? null);
      disposeAll(weights);
    }
    const { spreads } = found;
    const ranges: ReturnType<typeof rangesOf>[] = [];
    for (let layer = 0; layer < plan.layers.length; layer++) {
      ranges.push(rangesOf(await layerInputs(params, layer), plan.layers[layer].inputs));
    }
    return layerStatistics(plan.structure, spreads, ranges);
  };

  const layerInputs = (params: Float64Array, layer: number): Promise<Float64Array> =>
    layer === 0
      ? Promise.resolve(batch.inputs.slice())
      : columnsOf(params, plan.layers[layer].inputs, (states) => states[layer].x);

  /** To be called within a scope of tensors. */
  const gradientOf = (weights: readonly LayerWeights[], rows: Uint32Array | null): tf.Tensor1D => {
    const subset = rows ?? undefined;
    return gradientOver(weights, chunksOf(subset), shareOf(subset), null);
  };

  return {
    evaluate,
    descend: (work) =>
      objective.regularization === null
        ? descend(runtime, plan, gradientOf, work)
        : stepByStep({ evaluate }, work),
    forward: (params) => columnsOf(params, outputs, (states) => states.at(-1)!.outputs),
    statistics,
    layerInputs,
    dispose() {
      runtime.activate();
      samples.dispose();
      disposeConstants(constants);
    },
  };
}
