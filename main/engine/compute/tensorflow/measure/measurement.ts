/** A pass over rows that measures the spreads of edges, inputs and subnodes. */
import * as tf from '@tensorflow/tfjs-core';
import type { Spreads } from '../../core/spread.ts';
import type { LayerConstants } from '../passes/constants.ts';
import type { LayerState } from '../passes/forward.ts';
import { joinedMoments, layerMoments, type LayerMoments } from './moments.ts';
import type { LayerWeights } from '../tensors/packing.ts';
import type { TensorPlan } from '../plan.ts';
import type { Runtime } from '../tensors/runtime.ts';
import type { Chunk } from '../tensors/samples.ts';
import { disposeAll, tidied } from '../tensors/scope.ts';
import {
  scatterTimesWeights,
  spreadLength,
  spreadNumbers,
  spreadsOf,
  type MeasuredLayer,
} from './spreads.ts';

export interface Measurement {
  /** The caller must dispose of these tensors. */
  readonly layers: readonly MeasuredLayer[];
  readonly spreads: readonly Spreads[];
}

/** @param forward the states of a chunk's layers. */
export async function measureSpreads(
  runtime: Runtime,
  plan: TensorPlan,
  constants: readonly LayerConstants[],
  weights: readonly LayerWeights[],
  chunks: readonly Chunk[],
  forward: (chunk: Chunk) => readonly LayerState[],
): Promise<Measurement> {
  let moments: readonly LayerMoments[] = [];
  let rows = 0;
  for (const chunk of chunks) {
    const before = moments;
    moments = tidied(() => {
      const states = forward(chunk);
      const found = plan.layers.map((layer, index) =>
        layerMoments(layer, constants[index], weights[index], states[index], chunk.ones),
      );
      return rows === 0
        ? found
        : found.map((one, index) => joinedMoments(before[index], rows, one, chunk.rows));
    });
    disposeAll(before);
    rows += chunk.rows;
  }
  const layers = plan.layers.map((layer, index): MeasuredLayer => {
    const own = moments[index];
    return tidied(() => ({ moments: own, scattered: scatterTimesWeights(layer, own, weights[index]) }));
  });
  const numbers = tf.tidy(() =>
    tf.concat(plan.layers.map((layer, index) => spreadNumbers(layer, layers[index], weights[index]))),
  );
  const read = await runtime.read(numbers);
  let at = 0;
  const spreads = plan.layers.map((layer) => {
    const length = spreadLength(layer);
    at += length;
    return spreadsOf(layer, read.subarray(at - length, at), rows);
  });
  return { layers, spreads };
}
