/**
 * Converts a flat vector of parameters on the device to what the passes multiply with, in the order of {@link
 * packing.joined}, and back. It does the same as packing.ts, but on the device, by tables of indices.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerWeights } from './packing.ts';
import type { TensorLayer, TensorPlan } from '../plan.ts';

/** Indices into vectors on the device. */
export interface FlatTables {
  /** Each weight is a product of two of [parameters, 1, 0]. */
  readonly factor: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
  /**
   * Each parameter's gradient is one of [what `joined` gives, 0, gradients of the spline scales layer by layer], times one
   * of [parameters, 1, 0].
   */
  readonly slope: tf.Tensor1D;
  readonly slopeScale: tf.Tensor1D;
}

/** @param free indices of the parameters that move. The gradient of the others is 0. */
export function flatTables(plan: TensorPlan, free: Uint32Array): FlatTables {
  const one = plan.parameters;
  const zero = one + 1;
  const packed = plan.layers.reduce((sum, layer) => sum + packedLength(layer), 0);
  const factor = new Int32Array(packed).fill(zero);
  const scale = new Int32Array(packed).fill(one);
  const slope = new Int32Array(plan.parameters).fill(packed + 1);
  const slopeScale = new Int32Array(plan.parameters).fill(one);
  let at = 0;
  let scaleAt = packed + 2;
  const link = (weight: number, parameter: number): void => {
    factor[weight] = parameter;
    slope[parameter] = 1 + weight;
  };
  for (const { layer, layout, inputs, subnodes, columns, groups } of plan.layers) {
    const count = columns - 1;
    layer.mask.forEach((present, edge) => {
      if (present === 0) return;
      const from = at + Math.floor(edge / subnodes) * columns * subnodes + (edge % subnodes);
      for (let g = 0; g < count; g++) {
        const coef = layout.coef + edge * count + g;
        link(from + g * subnodes, coef);
        scale[from + g * subnodes] = slopeScale[coef] = layout.scaleSpline + edge;
      }
      link(from + count * subnodes, layout.scaleBase + edge);
      slope[layout.scaleSpline + edge] = scaleAt + edge;
    });
    at += inputs * columns * subnodes;
    scaleAt += inputs * subnodes;
    for (const { edges } of groups) {
      for (let which = 0; which < 4; which++) {
        for (const edge of edges) link(at++, layout.affine + edge * 4 + which);
      }
    }
    for (let parameter = layout.subnodeScale; parameter < layout.end; parameter++) link(at++, parameter);
  }
  const moves = new Uint8Array(plan.parameters);
  for (const parameter of free) moves[parameter] = 1;
  moves.forEach((move, parameter) => {
    if (move === 0) slope[parameter] = packed + 1;
  });
  return {
    factor: tf.tensor1d(factor, 'int32'),
    scale: tf.tensor1d(scale, 'int32'),
    slope: tf.tensor1d(slope, 'int32'),
    slopeScale: tf.tensor1d(slopeScale, 'int32'),
  };
}

function packedLength({ inputs, columns, subnodes, nodes, symbolicEdges }: TensorLayer): number {
  return inputs * columns * subnodes + 4 * symbolicEdges.length + 2 * (subnodes + nodes);
}

export interface Unpacked {
  readonly weights: LayerWeights[];
  /** [parameters, 1, 0] */
  readonly known: tf.Tensor1D;
  /** Weights before the multiplication by their scale, in the order of `joined`. */
  readonly bare: tf.Tensor1D;
}

/** The weights of each layer from the parameters that are on the device; no number leaves it. */
export function unpack(plan: TensorPlan, tables: FlatTables, params: tf.Tensor1D): Unpacked {
  const known = tf.concat([params, tf.tensor1d([1, 0])]);
  const bare = tf.gather(known, tables.factor);
  const packed = tf.mul<tf.Tensor1D>(bare, tf.gather(known, tables.scale));
  let at = 0;
  const take = (rows: number, columns: number): tf.Tensor2D => {
    at += rows * columns;
    return tf.reshape(tf.slice(packed, [at - rows * columns], [rows * columns]), [rows, columns]);
  };
  const weights = plan.layers.map(({ inputs, columns, subnodes, nodes, groups }): LayerWeights => ({
    spline: take(inputs * columns, subnodes),
    affine: groups.map(
      ({ edges: { length } }) =>
        [take(1, length), take(1, length), take(1, length), take(1, length)] as const,
    ),
    subnodeScale: take(1, subnodes),
    subnodeBias: take(1, subnodes),
    nodeScale: take(1, nodes),
    nodeBias: take(1, nodes),
  }));
  return { weights, known, bare };
}

/** The gradient by the parameters, [parameter]. @param joined the loss and the gradients by the weights. */
export function flatGradient(
  plan: TensorPlan,
  tables: FlatTables,
  { known, bare }: Unpacked,
  joined: tf.Tensor1D,
): tf.Tensor1D {
  const products = tf.mul<tf.Tensor1D>(bare, tf.slice(joined, [1], [bare.shape[0]]));
  let at = 0;
  const byScales = plan.layers.map((layer) => {
    const { inputs, columns, subnodes } = layer;
    const own = tf.slice(products, [at], [inputs * columns * subnodes]);
    at += packedLength(layer);
    const cube = tf.reshape<tf.Rank.R3>(own, [inputs, columns, subnodes]);
    const splines = tf.slice(cube, [0, 0, 0], [inputs, columns - 1, subnodes]);
    return tf.reshape<tf.Rank.R1>(tf.sum(splines, 1), [-1]);
  });
  const all = tf.concat([joined, tf.tensor1d([0]), ...byScales]);
  return tf.mul(tf.gather(all, tables.slope), tf.gather(known, tables.slopeScale));
}
