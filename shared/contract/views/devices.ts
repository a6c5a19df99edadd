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
  /** Information about the device; where it is not available, the reason and what to do about it. */
  readonly detail: string;
}

/** What a training run computes on, and why. */
export interface DeviceUse {
  readonly id: DeviceId;
  readonly title: string;
  /** One sentence. */
  readonly reason: string;
  /** The devices that were compared, including the device in use. */
  readonly weighed: readonly WeighedDevice[];
}

export interface WeighedDevice {
  readonly id: DeviceId;
  readonly title: string;
  /** Rows with their gradients a second, on this network and these data; null where it was not measured. */
  readonly rowsPerSecond: number | null;
  /** The reason why it was not measured, or ''. */
  readonly note: string;
}
