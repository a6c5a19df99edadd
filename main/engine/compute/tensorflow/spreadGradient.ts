/** What the sparsity terms hand back through the spreads of edges and inputs, on the device. */
import * as tf from '@tensorflow/tfjs-core';
import type { SpreadGradient } from '../reference/regularization.ts';
import type { Spreads } from '../reference/workspace.ts';
import type { LayerMoments } from './moments.ts';
import type { LayerWeights } from './packing.ts';
import type { LayerPlan } from './plan.ts';
import { swapped } from './products.ts';
import { cube } from './spreads.ts';

export interface LayerSpreadGradient {
  /** Gradient by the spline weights, [input · column][subnode]: of all rows together, so it counts once. */
  readonly byWeights: tf.Tensor2D | null;
  /** Σ_j c_ij w_ij w_ijᵀ, [input][column][column] */
  readonly quadratic: tf.Tensor3D;
  readonly basisMean: tf.Tensor3D;
  /** Factors of (ψ − mean) and of (x − mean), and those means, [1][column]. */
  readonly symbolic: tf.Tensor2D | null;
  readonly symbolicMean: tf.Tensor2D | null;
  readonly input: tf.Tensor2D;
  readonly inputMean: tf.Tensor2D;
}

/**
 * d std/dv_r = (v_r − mean)/((rows − 1)·std) for each column v.
 * @param scattered Σ (B − mean)(B − mean)ᵀ·w, [input][column][subnode].
 */
export function uploadSpreadGradient(
  plan: LayerPlan,
  by: SpreadGradient,
  spreads: Spreads,
  rows: number,
  moments: LayerMoments,
  weights: LayerWeights,
  scattered: tf.Tensor3D,
): LayerSpreadGradient {
  const { inputs, columns, subnodes, symbolicEdges, layer } = plan;
  const degrees = Math.max(rows - 1, 1);
  const over = (slope: number, std: number): number => (std > 0 ? slope / (std * degrees) : 0);
  const edges = Float32Array.from(layer.mask, (present, edge) =>
    present === 0
      ? 0
      : over(by.spline?.[edge] ?? 0, spreads.splineStd[edge]) +
        over(by.edge?.[edge] ?? 0, spreads.edgeStd[edge]),
  );
  const factors = tf.tensor3d(edges, [inputs, 1, subnodes]);
  const w = cube(plan, weights.spline);
  const ofSymbolic = symbolicEdges.map((edge) => over(by.edge?.[edge] ?? 0, spreads.edgeStd[edge]));
  const ofInputs = Float32Array.from({ length: inputs }, (_, input) =>
    over(by.input?.[input] ?? 0, spreads.inputStd[input]),
  );
  const none = symbolicEdges.length === 0;
  return {
    byWeights: tf.reshape(tf.mul(scattered, factors), [inputs * columns, subnodes]),
    quadratic: tf.matMul(tf.mul<tf.Tensor3D>(w, factors), tf.transpose(w, [0, 2, 1])),
    basisMean: moments.basisMean,
    symbolic: none ? null : tf.tensor2d(ofSymbolic, [1, symbolicEdges.length]),
    symbolicMean: none ? null : tf.slice(moments.mean, [0, inputs + subnodes], [1, symbolicEdges.length]),
    input: tf.tensor2d(ofInputs, [1, inputs]),
    inputMean: tf.slice(moments.mean, [0, 0], [1, inputs]),
  };
}

/** Gradient by the bases, [row][input][column]. */
export function throughBases(values: tf.Tensor3D, { basisMean, quadratic }: LayerSpreadGradient): tf.Tensor {
  return swapped(tf.matMul(swapped(tf.sub(values, basisMean)), quadratic));
}

/** Gradient by the inputs through their own spread, [row][input]. */
export function throughInputs(x: tf.Tensor2D, { input, inputMean }: LayerSpreadGradient): tf.Tensor {
  return tf.mul(tf.sub(x, inputMean), input);
}

/** Gradient by ψ, [row][symbolic edge]. */
export function symbolicBySpread(values: tf.Tensor2D, by: LayerSpreadGradient): tf.Tensor {
  return tf.mul(tf.sub(values, by.symbolicMean!), by.symbolic!);
}
