/** The loss of some rows and its gradient by the outputs. */
import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from '../../backend.ts';

/** The data that rows are compared with. */
export interface Truth {
  /** [row][output]: numbers; or 1 for the row's class and 0 for the others (one column where there is one output). */
  readonly targets: tf.Tensor2D;
  /** The weight of each row, [row][1]; null if all weights are equal. */
  readonly weights: tf.Tensor2D | null;
}

/**
 * @param share the part of a row (for the squared error: of a value) in the mean, before its weight.
 * @returns the sum, a scalar, and the gradient, [row][output]
 */
export function lossOf(
  kind: Objective['loss'],
  outputs: tf.Tensor2D,
  { targets, weights }: Truth,
  share: number,
): { loss: tf.Tensor; byOutputs: tf.Tensor2D } {
  const weight = weights === null ? tf.scalar(share) : tf.mul(weights, share);
  if (kind === 'squared') {
    const error = tf.sub(outputs, targets);
    const weighted = tf.mul(error, weight);
    return { loss: tf.sum(tf.mul(error, weighted)), byOutputs: tf.mul(weighted, 2) };
  }
  if (outputs.shape[1] === 1) {
    // log(1 + e^z) − t·z, without overflow.
    const softplus = tf.add(tf.relu(outputs), tf.log(tf.add(1, tf.exp(tf.neg(tf.abs(outputs))))));
    const each = tf.sub(softplus, tf.mul(targets, outputs));
    return {
      loss: tf.sum(tf.mul(each, weight)),
      byOutputs: tf.mul(tf.sub(tf.sigmoid(outputs), targets), weight),
    };
  }
  const shifted = tf.sub(outputs, tf.max(outputs, 1, true));
  const powers = tf.exp(shifted);
  const total = tf.sum(powers, 1, true);
  const each = tf.sub(tf.log(total), tf.sum(tf.mul(targets, shifted), 1, true));
  return {
    loss: tf.sum(tf.mul(each, weight)),
    byOutputs: tf.mul(tf.sub(tf.div(powers, total), targets), weight),
  };
}
