/** One TensorFlow.js backend in use: its name, and how numbers are read back from it. */
import * as tf from '@tensorflow/tfjs-core';

export interface Runtime {
  /** The name of the backend in TensorFlow.js. */
  readonly backendName: string;
  /** True if our own kernels are registered for it. */
  readonly fused: boolean;
  /** Makes this the active backend. To be called before each uninterrupted sequence of operations. */
  activate(): void;
  /**
   * Lets the event loop run if operations have blocked it for long, in a process that has other things to do.
   * Afterwards another backend may be the active one.
   */
  breathe(): Promise<void>;
  /** Reads a tensor and disposes of it. @throws if the device was lost. */
  read(tensor: tf.Tensor): Promise<Float32Array>;
}

/** Milliseconds of operations between two runs of the event loop. */
const breathMs = 12;

/** Node's function. A page does not have it, and does not need it: its operations do not block. */
const { setImmediate: soon } = globalThis as { readonly setImmediate?: (call: () => void) => unknown };

/**
 * @param backendName name of a backend that is registered and initialised.
 * @param lost rejects when the device is lost; readings that would otherwise wait for ever then end.
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
      // In effect synchronous, because the backend is already initialised.
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
