/** The gradient of the sparsity terms through the spreads of edges and inputs, on the device. */
import * as tf from '@tensorflow/tfjs-core';
import type { SpreadGradient } from '../../core/regularization.ts';
import type { Spreads } from '../../core/spread.ts';
import type { EdgeSpread } from '../kernels/fusedKernels.ts';
import type { BasisMoments } from './moments.ts';
import type { LayerWeights } from '../tensors/packing.ts';
import type { TensorLayer } from '../plan.ts';
import { swapped } from '../passes/products.ts';
import { cube, type MeasuredLayer } from './spreads.ts';

export interface LayerSpreadGradient {
  /** The gradient through stored bases. */
  readonly bases: BasisSpreadGradient | null;
  /** The gradient for spline edges, if our own kernels compute the bases. */
  readonly edges: EdgeSpread | null;
  /** Factors of (ψ − mean) and of (x − mean), and those means, [1][column]. */
  readonly symbolic: tf.Tensor2D | null;
  readonly symbolicMean: tf.Tensor2D | null;
  readonly input: tf.Tensor2D;
  readonly inputMean: tf.Tensor2D;
}

interface BasisSpreadGradient {
  /** Gradient by the spline weights, [input · column][subnode]. It covers all rows, so only one chunk may add it. */
  readonly byWeights: tf.Tensor2D | null;
  /** Σ_j c_ij w_ij w_ijᵀ, [input][column][column] */
  readonly quadratic: tf.Tensor3D;
  readonly mean: tf.Tensor3D;
}

/**
 * d std/dv_r = (v_r − mean)/((rows − 1)·std) for each column v.
 */
export function uploadSpreadGradient(
  plan: TensorLayer,
  by: SpreadGradient,
  spreads: Spreads,
  rows: number,
  { moments, scattered }: MeasuredLayer,
  weights: LayerWeights,
): LayerSpreadGradient {
  const { inputs, subnodes, symbolicEdges, layer } = plan;
  const degrees = Math.max(rows - 1, 1);
  const over = (slope: number, std: number): number => (std > 0 ? slope / (std * degrees) : 0);
  const edges = Float32Array.from(layer.mask, (present, edge) =>
    present === 0
      ? 0
      : over(by.spline?.[edge] ?? 0, spreads.splineStd[edge]) +
        over(by.edge?.[edge] ?? 0, spreads.edgeStd[edge]),
  );
  const ofSymbolic = symbolicEdges.map((edge) => over(by.edge?.[edge] ?? 0, spreads.edgeStd[edge]));
  const ofInputs = Float32Array.from({ length: inputs }, (_, input) =>
    over(by.input?.[input] ?? 0, spreads.inputStd[input]),
  );
  const none = symbolicEdges.length === 0;
  const { mean } = moments.columns;
  return {
    bases: moments.bases && throughScatter(plan, edges, moments.bases, weights, scattered!),
    edges: moments.bases === null ? edgeSpread(spreads.splineMean, edges) : null,
    symbolic: none ? null : tf.tensor2d(ofSymbolic, [1, symbolicEdges.length]),
    symbolicMean: none ? null : tf.slice(mean, [0, inputs + subnodes], [1, symbolicEdges.length]),
    input: tf.tensor2d(ofInputs, [1, inputs]),
    inputMean: tf.slice(mean, [0, 0], [1, inputs]),
  };
}

function edgeSpread(means: Float64Array, factors: Float32Array): EdgeSpread {
  const rounded = Float32Array.from(means);
  const rest = rounded.map((mean, edge) => means[edge] - mean);
  const all = new Float32Array(3 * means.length);
  [rounded, rest, factors].forEach((part, which) => all.set(part, which * means.length));
  return tf.tensor2d(all, [3, means.length]);
}

function throughScatter(
  plan: TensorLayer,
  edges: Float32Array,
  { mean }: BasisMoments,
  { spline }: LayerWeights,
  scattered: tf.Tensor3D,
): BasisSpreadGradient {
  const { inputs, columns, subnodes } = plan;
  const factors = tf.tensor3d(edges, [inputs, 1, subnodes]);
  const w = cube(plan, spline);
  return {
    byWeights: tf.reshape(tf.mul(scattered, factors), [inputs * columns, subnodes]),
    quadratic: tf.matMul(tf.mul<tf.Tensor3D>(w, factors), tf.transpose(w, [0, 2, 1])),
    mean,
  };
}

/** The gradient for the chunks after the first one: without the part that only one chunk may add. */
export function forFurtherChunks(by: LayerSpreadGradient): LayerSpreadGradient {
  return { ...by, bases: by.bases && { ...by.bases, byWeights: null } };
}

/** Gradient by the bases, [row][input][column]. */
export function throughBases(values: tf.Tensor3D, { mean, quadratic }: BasisSpreadGradient): tf.Tensor {
  return swapped(tf.matMul(swapped(tf.sub(values, mean)), quadratic));
}

/** Gradient by the inputs through their own spread, [row][input]. */
export function throughInputs(x: tf.Tensor2D, { input, inputMean }: LayerSpreadGradient): tf.Tensor {
  return tf.mul(tf.sub(x, inputMean), input);
}

/** Gradient by ψ, [row][symbolic edge]. */
export function symbolicBySpread(values: tf.Tensor2D, by: LayerSpreadGradient): tf.Tensor {
  return tf.mul(tf.sub(values, by.symbolicMean!), by.symbolic!);
}
