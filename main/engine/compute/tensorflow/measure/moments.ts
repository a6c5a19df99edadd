/**
 * Means and spreads over the rows. If bases are stored, the spread of every edge follows from the covariances of its
 * input's bases, Var φ_ij = w_ijᵀ Cov(B_i) w_ij, so that no activation of an edge is ever stored. If our own kernels
 * compute the bases when they need them, the kernels sum over the edges themselves.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerConstants } from '../passes/constants.ts';
import type { LayerState } from '../passes/forward.ts';
import { fusedSpread, type SpreadParts } from '../kernels/fusedKernels.ts';
import type { LayerWeights } from '../tensors/packing.ts';
import type { TensorLayer } from '../plan.ts';
import { swapped } from '../passes/products.ts';

/** Means and Σ (v − mean)² of some columns, [1][column]. */
export interface ColumnMoments {
  readonly mean: tf.Tensor2D;
  readonly squares: tf.Tensor2D;
}

/** Means relative to an origin, and Σ (v − mean)²; the means keep their digits if a column hardly varies. */
export interface EdgeMoments extends ColumnMoments {
  readonly origin: tf.Tensor2D;
}

export interface BasisMoments {
  /** Means of the bases, [1][input][column]. */
  readonly mean: tf.Tensor3D;
  /** Σ_r (B − mean)(B − mean)ᵀ, [input][column][column]. */
  readonly scatter: tf.Tensor3D;
}

export interface LayerMoments {
  /** Of inputs, subnode sums and symbolic edges. */
  readonly columns: ColumnMoments;
  /** Null if bases are not stored. */
  readonly bases: BasisMoments | null;
  /** For spline edges, [1][input · subnode], if bases are not stored; otherwise null. */
  readonly edges: EdgeMoments | null;
}

/** @param ones [1][row] */
export function layerMoments(
  plan: TensorLayer,
  { grid }: LayerConstants,
  { spline }: LayerWeights,
  state: LayerState,
  ones: tf.Tensor2D,
): LayerMoments {
  const { x, sums, symbolic, bases } = state;
  const values = tf.concat(symbolic === null ? [x, sums] : [x, sums, symbolic], 1);
  const mean = average(values, ones);
  const squares = tf.matMul<tf.Tensor2D>(ones, tf.square<tf.Tensor2D>(tf.sub(values, mean)));
  return {
    columns: { mean, squares },
    bases: bases && basisMoments(plan, bases.values, ones),
    edges: bases === null ? ofParts(fusedSpread(grid, x, spline), x.shape[0]) : null,
  };
}

/** Computed in two passes: a float32 sum over many rows has an error larger than the last digit of a mean. */
function average(values: tf.Tensor2D, ones: tf.Tensor2D): tf.Tensor2D {
  const roughly = (of: tf.Tensor2D): tf.Tensor2D => tf.div(tf.matMul(ones, of), of.shape[0]);
  const first = roughly(values);
  return tf.add(first, roughly(tf.sub(values, first)));
}

function basisMoments({ inputs, columns }: TensorLayer, bases: tf.Tensor3D, ones: tf.Tensor2D): BasisMoments {
  const flat = tf.reshape<tf.Rank.R2>(bases, [bases.shape[0], inputs * columns]);
  const mean = tf.reshape<tf.Rank.R3>(average(flat, ones), [1, inputs, columns]);
  const centred = swapped(tf.sub<tf.Tensor3D>(bases, mean));
  return { mean, scatter: tf.matMul<tf.Tensor3D>(tf.transpose(centred, [0, 2, 1]), centred) };
}

/** The moments of all parts of the rows together. */
function ofParts(parts: SpreadParts, rows: number): EdgeMoments {
  const origin = tf.slice(parts.origin, [0, 0], [1, -1]);
  const means = tf.add<tf.Tensor2D>(parts.mean, tf.sub(parts.origin, origin));
  const shares = tf.transpose(tf.div(parts.rows, rows));
  const first = tf.matMul<tf.Tensor2D>(shares, means);
  const mean = tf.add<tf.Tensor2D>(first, tf.matMul(shares, tf.sub<tf.Tensor2D>(means, first)));
  const between = tf.mul(tf.square(tf.sub(means, mean)), parts.rows);
  return { origin, mean, squares: tf.sum(tf.add(parts.squares, between), 0, true) };
}

/** The moments of two sets of rows together (Chan, Golub and LeVeque 1979). */
export function joinedMoments(a: LayerMoments, rowsA: number, b: LayerMoments, rowsB: number): LayerMoments {
  const rows = rowsA + rowsB;
  const share = (rowsA * rowsB) / rows;
  const joinedColumns = (one: ColumnMoments, other: ColumnMoments): ColumnMoments => {
    const gap = tf.sub(other.mean, one.mean);
    return {
      mean: tf.add(one.mean, tf.mul(gap, rowsB / rows)),
      squares: tf.add(tf.add(one.squares, other.squares), tf.mul(tf.square(gap), share)),
    };
  };
  const joinedEdges = ({ origin, ...one }: EdgeMoments, other: EdgeMoments): EdgeMoments => {
    const mean = tf.add<tf.Tensor2D>(other.mean, tf.sub(other.origin, origin));
    return { origin: tf.clone(origin), ...joinedColumns(one, { ...other, mean }) };
  };
  const joinedBases = (one: BasisMoments, other: BasisMoments): BasisMoments => {
    const gap = tf.sub<tf.Tensor3D>(other.mean, one.mean);
    const across = swapped(gap);
    return {
      mean: tf.add(one.mean, tf.mul(gap, rowsB / rows)),
      scatter: tf.add(
        tf.add(one.scatter, other.scatter),
        tf.mul(tf.matMul(tf.transpose(across, [0, 2, 1]), across), share),
      ),
    };
  };
  return {
    columns: joinedColumns(a.columns, b.columns),
    bases: a.bases && b.bases && joinedBases(a.bases, b.bases),
    edges: a.edges && b.edges && joinedEdges(a.edges, b.edges),
  };
}
