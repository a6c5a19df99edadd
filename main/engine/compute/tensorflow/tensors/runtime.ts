/** One TensorFlow.js backend at work: which it is, and how numbers come back from it. */
import * as tf from '@tensorflow/tfjs-core';

export interface Runtime {
  /** Name under which TensorFlow.js knows it. */
  readonly backendName: string;
  /** Our own kernels are known to it. */
  readonly fused: boolean;
  /** Makes it the one that operations run on; before each uninterrupted row of operations. */
  activate(): void;
  /**
   * Lets the event loop turn where operations have held it up for long, in a process that has other things to do; then
   * another backend may be the active one.
   */
  breathe(): Promise<void>;
  /** Reads a tensor and disposes of it. @throws where the device was lost. */
  read(tensor: tf.Tensor): Promise<Float32Array>;
}

/** Milliseconds of operations between two turns of the event loop. */
const breathMs = 12;

/** Node's; a page has no such thing, and its operations take no time of their own. */
const { setImmediate: soon } = globalThis as { readonly setImmediate?: (call: () => void) => unknown };

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
  let turned = performance.now();
  return {
    backendName,
    fused,
    activate() {
      // Synchronous in effect: the backend is there already.
      if (tf.getBackend() !== backendName) void tf.setBackend(backendName);
    },
    async breathe() {
      if (soon === undefined || performance.now() - turned < breathMs) return;
      await new Promise<void>((resolve) => soon(resolve));
      turned = performance.now();
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
