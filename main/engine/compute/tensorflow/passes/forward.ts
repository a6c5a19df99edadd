/**
 * From inputs to outputs: one matrix product a layer. The number of kernel calls does not depend on the number of
 * edges.
 */
import * as tf from '@tensorflow/tfjs-core';
import { bases, type Bases } from './bases.ts';
import type { LayerConstants } from './constants.ts';
import { fusedSums } from '../kernels/fusedKernels.ts';
import type { LayerWeights } from '../tensors/packing.ts';
import type { TensorLayer, TensorPlan } from '../plan.ts';

/** The symbolic edges of one function, [row][edge]. */
export interface GroupState {
  readonly x: tf.Tensor2D;
  /** a·x + b */
  readonly argument: tf.Tensor2D;
  /** f(a·x + b) */
  readonly value: tf.Tensor2D;
}

export interface LayerState {
  /** [row][input] */
  readonly x: tf.Tensor2D;
  /** Null if our own kernels compute them when they need them. */
  readonly bases: Bases | null;
  readonly groups: readonly GroupState[];
  /** ψ of all symbolic edges, [row][edge]; null if there are none. */
  readonly symbolic: tf.Tensor2D | null;
  /** z and u, [row][subnode]. */
  readonly sums: tf.Tensor2D;
  readonly subnodes: tf.Tensor2D;
  /** Factors of the products, [row][product], first ones first. */
  readonly factors: readonly tf.Tensor2D[];
  /** Nodes before and after their affine term, [row][node]. */
  readonly nodes: tf.Tensor2D;
  readonly outputs: tf.Tensor2D;
}

/** Which parts of the bases are stored. */
export type BasesNeed = 'none' | 'values' | 'slopes';

/**
 * @param first bases of the inputs, if they are available.
 * @param need which parts of the bases to store: their values; also their derivatives, in all layers but the first, for
 *   the backward pass; or nothing, if kernels compute the bases when they need them.
 */
export function forwardPass(
  plan: TensorPlan,
  constants: readonly LayerConstants[],
  weights: readonly LayerWeights[],
  inputs: tf.Tensor2D,
  first: tf.Tensor3D | null,
  need: BasesNeed,
): LayerState[] {
  const states: LayerState[] = [];
  plan.layers.forEach((layer, index) => {
    const x = states.at(-1)?.outputs ?? inputs;
    const known = index === 0 && first !== null ? { values: first, slopes: null } : null;
    const found =
      need === 'none' ? null : (known ?? bases(constants[index].grid, x, need === 'slopes' && index > 0));
    states.push(layerForward(layer, constants[index], weights[index], x, found));
  });
  return states;
}

function layerForward(
  plan: TensorLayer,
  constants: LayerConstants,
  weights: LayerWeights,
  x: tf.Tensor2D,
  found: Bases | null,
): LayerState {
  const groups = constants.groups.map(({ fn, from }, index): GroupState => {
    const [a, b] = weights.affine[index];
    const column = tf.gather(x, from, 1);
    const argument = tf.add(tf.mul(column, a), b);
    return { x: column, argument, value: fn.value(argument) as tf.Tensor2D } as GroupState;
  });
  const symbolic =
    groups.length === 0
      ? null
      : tf.concat(
          groups.map(({ value }, index) => {
            const [, , c, d] = weights.affine[index];
            return tf.add<tf.Tensor2D>(tf.mul(value, c), d);
          }),
          1,
        );
  const spline =
    found === null
      ? fusedSums(constants.grid, x, weights.spline)
      : tf.matMul(
          tf.reshape<tf.Rank.R2>(found.values, [x.shape[0], plan.inputs * plan.columns]),
          weights.spline,
        );
  const sums = symbolic === null ? spline : tf.add(spline, tf.matMul(symbolic, constants.leadsTo!));
  const subnodes = tf.add<tf.Tensor2D>(tf.mul(sums, weights.subnodeScale), weights.subnodeBias);
  const { factors, nodes } = products(plan, constants, subnodes);
  const outputs = tf.add(tf.mul(nodes, weights.nodeScale), weights.nodeBias);
  return { x, bases: found, groups, symbolic, sums, subnodes, factors, nodes, outputs } as LayerState;
}

function products(
  { layer, subnodes: count }: TensorLayer,
  constants: LayerConstants,
  subnodes: tf.Tensor2D,
): Pick<LayerState, 'factors' | 'nodes'> {
  if (constants.factors.length === 0) return { factors: [], nodes: subnodes };
  const rows = subnodes.shape[0];
  const padded = tf.concat([subnodes, tf.ones<tf.Rank.R2>([rows, 1])], 1);
  const factors = constants.factors.map((columns) => tf.gather(padded, columns, 1));
  const product = factors.reduce((a, b) => tf.mul(a, b));
  if (layer.sums === 0) return { factors, nodes: product };
  const sums = layer.sums === count ? subnodes : tf.slice(subnodes, [0, 0], [rows, layer.sums]);
  return { factors, nodes: tf.concat([sums, product], 1) };
}
