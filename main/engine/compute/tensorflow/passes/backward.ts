/** The gradient in closed form, backwards layer by layer, without a tape. */
import * as tf from '@tensorflow/tfjs-core';
import type { Bases } from './bases.ts';
import type { LayerConstants } from './constants.ts';
import type { GroupState, LayerState } from './forward.ts';
import { fusedInputGradient, fusedWeightGradient } from '../kernels/fusedKernels.ts';
import type { LayerGradients, LayerWeights } from '../tensors/packing.ts';
import type { TensorLayer, TensorPlan } from '../plan.ts';
import { timesTransposed, transposedTimes } from './products.ts';
import {
  symbolicBySpread,
  throughBases,
  throughInputs,
  type LayerSpreadGradient,
} from '../measure/spreadGradient.ts';

/**
 * @param byOutputs gradient by the network's outputs, [row][output].
 * @param ones [1][row], to sum over the rows with.
 * @param bySpreads the gradient of the sparsity terms, by layer; null if nothing depends on spreads.
 */
export function backwardPass(
  plan: TensorPlan,
  constants: readonly LayerConstants[],
  weights: readonly LayerWeights[],
  states: readonly LayerState[],
  byOutputs: tf.Tensor2D,
  ones: tf.Tensor2D,
  bySpreads: readonly LayerSpreadGradient[] | null,
): LayerGradients[] {
  const gradients: LayerGradients[] = [];
  let upstream = byOutputs;
  for (let index = plan.layers.length - 1; index >= 0; index--) {
    const { gradient, byInputs } = layerBackward(
      plan.layers[index],
      constants[index],
      weights[index],
      states[index],
      upstream,
      ones,
      bySpreads?.[index] ?? null,
      index > 0,
    );
    gradients.unshift(gradient);
    if (byInputs !== null) upstream = byInputs;
  }
  return gradients;
}

function layerBackward(
  plan: TensorLayer,
  constants: LayerConstants,
  weights: LayerWeights,
  state: LayerState,
  byOutputs: tf.Tensor2D,
  ones: tf.Tensor2D,
  bySpread: LayerSpreadGradient | null,
  further: boolean,
): { gradient: LayerGradients; byInputs: tf.Tensor2D | null } {
  const summed = (tensor: tf.Tensor2D): tf.Tensor => tf.matMul(ones, tensor);
  const byNodes = tf.mul<tf.Tensor2D>(byOutputs, weights.nodeScale);
  const bySubnodes = splitProducts(plan, constants, state, byNodes);
  const bySums = tf.mul<tf.Tensor2D>(bySubnodes, weights.subnodeScale);
  const spline =
    state.bases === null
      ? fusedWeightGradient(constants.grid, state.x, weights.spline, bySums, bySpread?.edges ?? null)
      : transposedTimes(
          tf.reshape<tf.Rank.R2>(state.bases.values, [state.x.shape[0], plan.inputs * plan.columns]),
          bySums,
        );
  const symbolic = symbolicBackward(constants, weights, state, bySums, bySpread, summed);
  const byWeights = bySpread?.bases?.byWeights ?? null;
  const gradient = {
    spline: byWeights === null ? spline : tf.add(spline, byWeights),
    affine: symbolic.affine,
    subnodeScale: summed(tf.mul(bySubnodes, state.sums)),
    subnodeBias: summed(bySubnodes),
    nodeScale: summed(tf.mul(byOutputs, state.nodes)),
    nodeBias: summed(byOutputs),
  };
  if (!further) return { gradient, byInputs: null };
  const parts: tf.Tensor[] = [
    state.bases === null
      ? fusedInputGradient(constants.grid, state.x, weights.spline, bySums, bySpread?.edges ?? null)
      : throughStoredBases(plan, state.bases, weights, bySums, bySpread?.bases ?? null),
  ];
  if (symbolic.byInputs !== null) parts.push(symbolic.byInputs);
  if (bySpread !== null) parts.push(throughInputs(state.x, bySpread));
  return { gradient, byInputs: parts.reduce((a, b) => tf.add(a, b)) as tf.Tensor2D };
}

function throughStoredBases(
  { inputs, columns }: TensorLayer,
  { values, slopes }: Bases,
  weights: LayerWeights,
  bySums: tf.Tensor2D,
  bySpread: LayerSpreadGradient['bases'],
): tf.Tensor {
  const byBases = tf.reshape(timesTransposed(bySums, weights.spline), [bySums.shape[0], inputs, columns]);
  const all = bySpread === null ? byBases : tf.add(byBases, throughBases(values, bySpread));
  return tf.sum(tf.mul(all, slopes!), 2);
}

/**
 * Computes the gradient by subnodes from the gradient by nodes. For a factor it is multiplied by the product's other
 * factors.
 */
function splitProducts(
  { layer }: TensorLayer,
  { ofFactors }: LayerConstants,
  { factors }: LayerState,
  byNodes: tf.Tensor2D,
): tf.Tensor2D {
  if (ofFactors === null) return byNodes;
  const rows = byNodes.shape[0];
  const byProducts = tf.slice(byNodes, [0, layer.sums], [rows, layer.arities.length]);
  const byFactors = factors.map((_, factor) =>
    factors.reduce(
      (product, other, index) => (index === factor ? product : tf.mul(product, other)),
      byProducts,
    ),
  );
  const inOrder = tf.gather(byFactors.length === 1 ? byFactors[0] : tf.concat(byFactors, 1), ofFactors, 1);
  if (layer.sums === 0) return inOrder;
  return tf.concat([tf.slice(byNodes, [0, 0], [rows, layer.sums]), inOrder], 1);
}

function symbolicBackward(
  { groups, comesFrom, leadsTo }: LayerConstants,
  weights: LayerWeights,
  state: LayerState,
  bySums: tf.Tensor2D,
  bySpread: LayerSpreadGradient | null,
  summed: (tensor: tf.Tensor2D) => tf.Tensor,
): { affine: LayerGradients['affine']; byInputs: tf.Tensor | null } {
  if (state.symbolic === null || comesFrom === null || leadsTo === null)
    return { affine: [], byInputs: null };
  const rows = bySums.shape[0];
  const plain = timesTransposed(bySums, leadsTo);
  const upstream =
    bySpread === null ? plain : tf.add<tf.Tensor2D>(plain, symbolicBySpread(state.symbolic, bySpread));
  const affine: [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor][] = [];
  const byEdgeInputs: tf.Tensor2D[] = [];
  let at = 0;
  groups.forEach(({ fn, size }, index) => {
    const { x, argument, value }: GroupState = state.groups[index];
    const [a, , c] = weights.affine[index];
    const own = groups.length === 1 ? upstream : tf.slice(upstream, [0, at], [rows, size]);
    at += size;
    const slope = tf.mul<tf.Tensor2D>(tf.mul(own, c), fn.slope(argument));
    affine.push([summed(tf.mul(slope, x)), summed(slope), summed(tf.mul(own, value)), summed(own)]);
    byEdgeInputs.push(tf.mul(slope, a));
  });
  return { affine, byInputs: tf.matMul(tf.concat(byEdgeInputs, 1), comesFrom) };
}
