/**
 * Means and covariances over the rows. The spread of every edge follows from the covariances of its input's bases,
 * Var φ_ij = w_ijᵀ Cov(B_i) w_ij, so that no activation of an edge is ever stored.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerState } from './forward.ts';
import type { LayerPlan } from './plan.ts';
import { swapped } from './products.ts';

export interface LayerMoments {
  /** Means of the bases, [1][input][column]. */
  readonly basisMean: tf.Tensor3D;
  /** Σ_r (B − mean)(B − mean)ᵀ, [input][column][column]. */
  readonly scatter: tf.Tensor3D;
  /** Means and Σ (v − mean)² of inputs, subnode sums and symbolic edges, [1][column]. */
  readonly mean: tf.Tensor2D;
  readonly squares: tf.Tensor2D;
}

/** @param state of a pass that stored its bases. @param ones [1][row] */
export function layerMoments(plan: LayerPlan, state: LayerState, ones: tf.Tensor2D): LayerMoments {
  const rows = state.x.shape[0];
  const { inputs, columns } = plan;
  const roughly = (values: tf.Tensor2D): tf.Tensor2D => tf.div<tf.Tensor2D>(tf.matMul(ones, values), rows);
  // Twice, since a float32 sum over many rows is off by more than the last digit of a mean.
  const average = (values: tf.Tensor2D): tf.Tensor2D => {
    const first = roughly(values);
    return tf.add(first, roughly(tf.sub(values, first)));
  };
  const bases = state.bases!.values;
  const flat = tf.reshape<tf.Rank.R2>(bases, [rows, inputs * columns]);
  const basisMean = tf.reshape<tf.Rank.R3>(average(flat), [1, inputs, columns]);
  const centred = swapped(tf.sub<tf.Tensor3D>(bases, basisMean));
  const scatter = tf.matMul<tf.Tensor3D>(tf.transpose(centred, [0, 2, 1]), centred);
  const values = tf.concat(
    state.symbolic === null ? [state.x, state.sums] : [state.x, state.sums, state.symbolic],
    1,
  );
  const mean = average(values);
  const squares = tf.matMul<tf.Tensor2D>(ones, tf.square<tf.Tensor2D>(tf.sub(values, mean)));
  return { basisMean, scatter, mean, squares };
}

/** Of two sets of rows together (Chan, Golub and LeVeque 1979). */
export function joinedMoments(a: LayerMoments, rowsA: number, b: LayerMoments, rowsB: number): LayerMoments {
  const rows = rowsA + rowsB;
  const share = (rowsA * rowsB) / rows;
  const basisGap = tf.sub<tf.Tensor3D>(b.basisMean, a.basisMean);
  const across = swapped(basisGap);
  const gap = tf.sub(b.mean, a.mean);
  return {
    basisMean: tf.add<tf.Tensor3D>(a.basisMean, tf.mul(basisGap, rowsB / rows)),
    scatter: tf.add<tf.Tensor3D>(
      tf.add(a.scatter, b.scatter),
      tf.mul<tf.Tensor3D>(tf.matMul(tf.transpose(across, [0, 2, 1]), across), share),
    ),
    mean: tf.add<tf.Tensor2D>(a.mean, tf.mul(gap, rowsB / rows)),
    squares: tf.add<tf.Tensor2D>(tf.add(a.squares, b.squares), tf.mul(tf.square(gap), share)),
  };
}
