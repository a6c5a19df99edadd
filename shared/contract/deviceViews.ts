/** What a network can be computed on, as the window and the command line show it. */

/**
 * `native`: the processor, float64. The others are TensorFlow.js in float32: `cuda` by tfjs-node-gpu, `webgpu` on any
 * graphics processor, `wasm` on the processor.
 */
export type DeviceId = 'native' | 'cuda' | 'webgpu' | 'wasm';

export interface DeviceView {
  readonly id: DeviceId;
  /** What it is called: `Processor, 8 threads`, `WebGPU: NVIDIA H100`. */
  readonly title: string;
  readonly available: boolean;
  /** What there is to say of it; where it is not available, why, and what to do about it. */
  readonly detail: string;
}

/** What a training run computes on, and why. */
export interface DeviceUse {
  readonly id: DeviceId;
  readonly title: string;
  /** A sentence. */
  readonly reason: string;
  /** What was weighed, the device in use among them. */
  readonly weighed: readonly WeighedDevice[];
}

export interface WeighedDevice {
  readonly id: DeviceId;
  readonly title: string;
  /** Rows with their gradients a second, on this network and these data; null where it was not measured. */
  readonly rowsPerSecond: number | null;
  /** Why it was not measured; ''. */
  readonly note: string;
}
