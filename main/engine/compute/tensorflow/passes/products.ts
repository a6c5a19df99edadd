/** Matrix products, in the form that is fast on every TensorFlow.js backend. */
import * as tf from '@tensorflow/tfjs-core';

/** aᵀ·b. The WebAssembly backend takes eight times longer to multiply transposed operands than to transpose them. */
export function transposedTimes(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(tf.transpose(a), b);
}

/** a·bᵀ */
export function timesTransposed(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(a, tf.transpose(b));
}

/** Swaps the first two axes: [a][b][c] → [b][a][c]. */
export function swapped(a: tf.Tensor3D): tf.Tensor3D {
  return tf.transpose(a, [1, 0, 2]);
}
