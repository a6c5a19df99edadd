/** An evaluator whose passes are TensorFlow.js operations. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Evaluator, LayerStatistics, Objective, Value } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import { regularize } from '../core/regularization.ts';
import { layerStatistics, rangesOf } from '../core/statistics.ts';
import { stepByStep } from '../core/descend.ts';
import { constantsOf, disposeConstants } from './passes/constants.ts';
import { descend } from './descent.ts';
import type { LayerState } from './passes/forward.ts';
import type { Measurement } from './measure/measurement.ts';
import { chunksOf, rowPasses, shareOf } from './rowPasses.ts';
import { addGradients, uploadWeights, type LayerWeights } from './tensors/packing.ts';
import type { TensorPlan } from './plan.ts';
import type { Runtime } from './tensors/runtime.ts';
import { disposeChunk, uploadSamples } from './tensors/samples.ts';
import { disposeAll, tidied } from './tensors/scope.ts';
import { uploadSpreadGradient, type LayerSpreadGradient } from './measure/spreadGradient.ts';

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

  const passes = rowPasses(runtime, plan, constants, objective.loss);
  const share = (subset: Uint32Array | undefined): number => shareOf(batch, subset, objective.loss, outputs);

  const evaluate = async (
    params: Float64Array,
    gradient: Float64Array | null,
    subset?: Uint32Array,
  ): Promise<Value> => {
    runtime.activate();
    const weights = uploadWeights(plan, params);
    const chunks = chunksOf(samples, subset);
    const rows = subset?.length ?? batch.rows;
    const { regularization } = objective;
    let measurement: Measurement | null = null;
    let bySpreads: LayerSpreadGradient[] | null = null;
    try {
      gradient?.fill(0);
      let penalty = 0;
      if (regularization !== null) {
        const found = (measurement = await passes.measure(weights, chunks));
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
          ? passes.loss(weights, chunks, share(subset))
          : passes.gradient(weights, chunks, share(subset), bySpreads);
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

  /** Columns that each chunk gives, for all rows, [column][row]. */
  const columnsOf = async (
    params: Float64Array,
    width: number,
    pick: (states: readonly LayerState[]) => tf.Tensor2D,
  ): Promise<Float64Array> => {
    runtime.activate();
    const weights = uploadWeights(plan, params);
    try {
      return await passes.columns(weights, samples.chunks, width, pick);
    } finally {
      disposeAll(weights);
    }
  };

  const statistics = async (params: Float64Array): Promise<LayerStatistics[]> => {
    runtime.activate();
    const weights = uploadWeights(plan, params);
    let found: Measurement | null = null;
    try {
      found = await passes.measure(weights, samples.chunks);
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
    return passes.gradient(weights, chunksOf(samples, subset), share(subset), null);
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
