/** TensorFlow.js scopes for any value that holds tensors, at any depth. */
import * as tf from '@tensorflow/tfjs-core';

/** `tf.tidy`: keeps the tensors in what `make` returns, disposes of all others that it made. */
export function tidied<T extends object>(make: () => T): T {
  return tf.tidy(() => make() as unknown as tf.TensorContainer) as unknown as T;
}

/** Disposes of every tensor in the value. A tensor may occur in it several times. */
export function disposeAll(container: object | null): void {
  if (container !== null) tf.dispose(container as tf.TensorContainer);
}
