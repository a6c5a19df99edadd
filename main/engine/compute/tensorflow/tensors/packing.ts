/**
 * Converts the model's parameters to what the passes multiply with, and back. The weight of a basis is
 * mask · scaleSpline · coef, that of the residual function mask · scaleBase. This is computed here in float64;
 * the device has float32.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TensorLayer, TensorPlan } from '../plan.ts';

export interface LayerWeights {
  /** [input · column][subnode] */
  readonly spline: tf.Tensor2D;
  /** a, b, c, d of each group's edges, [1][edge]. */
  readonly affine: readonly (readonly [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D])[];
  /** [1][subnode], [1][node] */
  readonly subnodeScale: tf.Tensor2D;
  readonly subnodeBias: tf.Tensor2D;
  readonly nodeScale: tf.Tensor2D;
  readonly nodeBias: tf.Tensor2D;
}

/** The weights of each layer on the device, from the parameters in their usual order. */
export function uploadWeights(plan: TensorPlan, params: Float64Array): LayerWeights[] {
  return plan.layers.map((layer) => {
    const { layout, inputs, columns, subnodes, nodes } = layer;
    const row = (at: number, count: number): tf.Tensor2D =>
      tf.tensor2d(Float32Array.from(params.subarray(at, at + count)), [1, count]);
    return {
      spline: tf.tensor2d(splineWeights(layer, params), [inputs * columns, subnodes]),
      affine: layer.groups.map(({ edges }) => {
        const term = (which: number): tf.Tensor2D =>
          tf.tensor2d(
            edges.map((edge) => params[layout.affine + edge * 4 + which]),
            [1, edges.length],
          );
        return [term(0), term(1), term(2), term(3)] as const;
      }),
      subnodeScale: row(layout.subnodeScale, subnodes),
      subnodeBias: row(layout.subnodeBias, subnodes),
      nodeScale: row(layout.nodeScale, nodes),
      nodeBias: row(layout.nodeBias, nodes),
    };
  });
}

function splineWeights(
  { layer, layout, subnodes, columns }: TensorLayer,
  params: Float64Array,
): Float32Array {
  const weights = new Float32Array(layer.inputs * columns * subnodes);
  const count = columns - 1;
  layer.mask.forEach((present, edge) => {
    if (present === 0) return;
    const at = Math.floor(edge / subnodes) * columns * subnodes + (edge % subnodes);
    const scale = params[layout.scaleSpline + edge];
    const coef = layout.coef + edge * count;
    for (let g = 0; g < count; g++) weights[at + g * subnodes] = scale * params[coef + g];
    weights[at + count * subnodes] = params[layout.scaleBase + edge];
  });
  return weights;
}

/** A layer's gradients on the device, each flat, in the order in which {@link addGradients} reads them. */
export interface LayerGradients {
  readonly spline: tf.Tensor;
  readonly affine: readonly (readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor])[];
  readonly subnodeScale: tf.Tensor;
  readonly subnodeBias: tf.Tensor;
  readonly nodeScale: tf.Tensor;
  readonly nodeBias: tf.Tensor;
}

/** One flat tensor of a number and all gradients, so that they are read back at once. */
export function joined(first: tf.Tensor, gradients: readonly LayerGradients[]): tf.Tensor1D {
  const parts = gradients.flatMap(({ spline, affine, subnodeScale, subnodeBias, nodeScale, nodeBias }) => [
    spline,
    ...affine.flat(),
    subnodeScale,
    subnodeBias,
    nodeScale,
    nodeBias,
  ]);
  return tf.concat([first, ...parts].map((part) => tf.reshape<tf.Rank.R1>(part, [-1])));
}

/** Adds the gradients of a {@link joined} tensor, without its first number, to the gradient by the parameters. */
export function addGradients(
  plan: TensorPlan,
  params: Float64Array,
  read: Float32Array,
  gradient: Float64Array,
): void {
  let at = 1;
  for (const layer of plan.layers) {
    const { layout, subnodes, nodes, groups } = layer;
    addSplineGradient(layer, params, read.subarray(at), gradient);
    at += layer.inputs * layer.columns * subnodes;
    for (const { edges } of groups) {
      for (let which = 0; which < 4; which++) {
        for (const edge of edges) gradient[layout.affine + edge * 4 + which] += read[at++];
      }
    }
    for (let j = 0; j < subnodes; j++) gradient[layout.subnodeScale + j] += read[at++];
    for (let j = 0; j < subnodes; j++) gradient[layout.subnodeBias + j] += read[at++];
    for (let j = 0; j < nodes; j++) gradient[layout.nodeScale + j] += read[at++];
    for (let j = 0; j < nodes; j++) gradient[layout.nodeBias + j] += read[at++];
  }
}

function addSplineGradient(
  { layer, layout, subnodes, columns }: TensorLayer,
  params: Float64Array,
  read: Float32Array,
  gradient: Float64Array,
): void {
  const count = columns - 1;
  layer.mask.forEach((present, edge) => {
    if (present === 0) return;
    const at = Math.floor(edge / subnodes) * columns * subnodes + (edge % subnodes);
    const scale = params[layout.scaleSpline + edge];
    const coef = layout.coef + edge * count;
    let toScale = 0;
    for (let g = 0; g < count; g++) {
      const slope = read[at + g * subnodes];
      gradient[coef + g] += scale * slope;
      toScale += params[coef + g] * slope;
    }
    gradient[layout.scaleSpline + edge] += toScale;
    gradient[layout.scaleBase + edge] += read[at + count * subnodes];
  });
}
