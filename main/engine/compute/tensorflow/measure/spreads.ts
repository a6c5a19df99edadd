/** Converts moments on the device to the spreads from which scores and sparsity terms are computed. */
import * as tf from '@tensorflow/tfjs-core';
import type { Spreads } from '../../core/spread.ts';
import type { BasisMoments, LayerMoments } from './moments.ts';
import type { LayerWeights } from '../tensors/packing.ts';
import type { TensorLayer } from '../plan.ts';

/** In float32 a standard deviation this small relative to the mean is a rounding error: the column is constant. */
const constantBelow = 1e-6;

export interface MeasuredLayer {
  readonly moments: LayerMoments;
  /** {@link scatterTimesWeights} */
  readonly scattered: tf.Tensor3D | null;
}

/**
 * Σ_r (B − mean)(B − mean)ᵀ · w, [input][column][subnode]: the gradient by w of half the sum of squares of φ.
 * @returns null where bases are not stored.
 */
export function scatterTimesWeights(
  plan: TensorLayer,
  { bases }: LayerMoments,
  { spline }: LayerWeights,
): tf.Tensor3D | null {
  return bases && tf.matMul(bases.scatter, cube(plan, spline));
}

/** Weights as [input][column][subnode]. */
export function cube({ inputs, columns, subnodes }: TensorLayer, weights: tf.Tensor2D): tf.Tensor3D {
  return tf.reshape(weights, [inputs, columns, subnodes]);
}

/** The values that {@link spreadsOf} reads, in one flat tensor. */
export function spreadNumbers(
  plan: TensorLayer,
  { moments, scattered }: MeasuredLayer,
  weights: LayerWeights,
): tf.Tensor1D {
  const { columns, bases, edges } = moments;
  const { origin, mean, squares } = edges ?? edgesFromBases(plan, bases!, weights, scattered!);
  const parts = [origin, mean, squares, columns.mean, columns.squares];
  return tf.concat(parts.map((part) => tf.reshape<tf.Rank.R1>(part, [-1])));
}

function edgesFromBases(
  plan: TensorLayer,
  { mean }: BasisMoments,
  weights: LayerWeights,
  scattered: tf.Tensor3D,
): { readonly origin: tf.Tensor; readonly mean: tf.Tensor; readonly squares: tf.Tensor } {
  const w = cube(plan, weights.spline);
  const { inputs, columns, subnodes } = plan;
  return {
    origin: tf.zeros([inputs * subnodes]),
    mean: tf.matMul(tf.reshape(mean, [inputs, 1, columns]), w),
    squares: tf.sum(tf.mul(w, scattered), 1),
  };
}

/** @returns how many numbers of {@link spreadNumbers} belong to the layer. */
export function spreadLength({ inputs, subnodes, symbolicEdges }: TensorLayer): number {
  return 3 * inputs * subnodes + 2 * (inputs + subnodes + symbolicEdges.length);
}

/**
 * Means and standard deviations of the values of a layer.
 * @param read what the device computed, for all edges, inputs and nodes one after the other.
 */
export function spreadsOf(plan: TensorLayer, read: Float32Array, rows: number): Spreads {
  const { inputs, subnodes, symbolicEdges } = plan;
  const edges = inputs * subnodes;
  const others = inputs + subnodes + symbolicEdges.length;
  const means = Float64Array.from(read.subarray(3 * edges, 3 * edges + others));
  const stds = means.map((mean, at) => deviation(read[3 * edges + others + at], mean, rows));
  const splineMean = Float64Array.from({ length: edges }, (_, edge) => read[edge] + read[edges + edge]);
  // The edges of a constant input are constant, whatever the weights make of its rounding errors.
  const splineStd = splineMean.map((mean, edge) =>
    stds[Math.floor(edge / subnodes)] > 0 ? deviation(read[2 * edges + edge], mean, rows) : 0,
  );
  const edgeMean = splineMean.slice();
  const edgeStd = splineStd.slice();
  symbolicEdges.forEach((edge, at) => {
    edgeMean[edge] = means[inputs + subnodes + at];
    edgeStd[edge] = stds[Math.floor(edge / subnodes)] > 0 ? stds[inputs + subnodes + at] : 0;
  });
  return {
    inputMean: means.slice(0, inputs),
    inputStd: stds.slice(0, inputs),
    splineMean,
    splineStd,
    edgeMean,
    edgeStd,
    subnodeMean: means.slice(inputs, inputs + subnodes),
    subnodeStd: stds.slice(inputs, inputs + subnodes),
  };
}

/** @param squares Σ (v − mean)² */
function deviation(squares: number, mean: number, rows: number): number {
  if (rows < 2) return 0;
  const std = Math.sqrt(Math.max(squares, 0) / (rows - 1));
  return std > constantBelow * Math.abs(mean) ? std : 0;
}
