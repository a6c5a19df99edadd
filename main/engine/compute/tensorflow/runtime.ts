/** One TensorFlow.js backend at work: which it is, and how numbers come back from it. */
import * as tf from '@tensorflow/tfjs-core';

export interface Runtime {
  /** Name under which TensorFlow.js knows it. */
  readonly backendName: string;
  /** Our own kernels are known to it. */
  readonly fused: boolean;
  /** Makes it the one that operations run on; before each uninterrupted row of operations. */
  activate(): void;
  /** Reads a tensor and disposes of it. @throws where the device was lost. */
  read(tensor: tf.Tensor): Promise<Float32Array>;
}

/**
 * @param backendName of a backend that is registered and initialised.
 * @param lost rejects when the device is lost: readings that would wait for ever end with it.
 * @param fused whether the kernels of fusedKernels.ts are registered for it.
 */
export function createRuntime(
  backendName: string,
  lost: Promise<never> | null = null,
  fused = false,
): Runtime {
  lost?.catch(() => undefined);
  return {
    backendName,
    fused,
    activate() {
      // Synchronous in effect: the backend is there already.
      if (tf.getBackend() !== backendName) void tf.setBackend(backendName);
    },
    async read(tensor) {
      try {
        const data = tensor.data<'float32'>();
        return await (lost === null ? data : Promise.race([data, lost]));
      } finally {
        tensor.dispose();
      }
    },
  };
}
