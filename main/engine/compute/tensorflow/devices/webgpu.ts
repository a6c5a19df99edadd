/** TensorFlow.js on WebGPU: in a window of Chromium, and in Node over Dawn. */
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../../backend.ts';
import { createTensorflowBackend } from '../backend.ts';
import { registerFusedKernels } from '../kernels/fusedKernels.ts';
import { createRuntime } from '../tensors/runtime.ts';

export interface OpenWebgpu {
  readonly backend: Backend;
  /** The name that the adapter gives itself. */
  readonly title: string;
  /** True if the processor emulates the adapter. */
  readonly software: boolean;
  /** Destroys the device, like a reset of the driver: computations in progress fail. */
  destroy(): void;
}

/** The part of WebGPU's own interfaces that is used. */
interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<Adapter | null>;
}
interface Adapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: AdapterInfo;
}
interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}
interface GpuDevice {
  readonly lost: Promise<{ readonly message: string }>;
  addEventListener(type: 'uncapturederror', listener: (event: { readonly error: Error }) => void): void;
  destroy(): void;
}

const imitations = /swiftshader|llvmpipe|lavapipe|software|basic render/i;

/** @throws Error with a sentence for people if WebGPU is not available. */
export async function openWebgpu(): Promise<OpenWebgpu> {
  const { gpu } = (globalThis as unknown as { readonly navigator?: { readonly gpu?: Gpu } }).navigator ?? {};
  if (gpu === undefined) throw new Error('WebGPU is not available.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('WebGPU finds no graphics processor, or its driver is not trusted.');
  const title = titleOf(adapter);
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new Error('The WebGPU backend of TensorFlow.js did not start.');
  registerFusedKernels();
  const { device } = tf.backend() as unknown as { readonly device: GpuDevice };
  const lost = new Promise<never>((_, reject) => {
    void device.lost.then(({ message }) => {
      reject(new Error(`The graphics processor was lost${message === '' ? '.' : `: ${message}`}`));
    });
    // The usual cause: memory has run out. All later results of the device are unreliable.
    device.addEventListener('uncapturederror', ({ error }) => {
      reject(new Error(`The graphics processor failed: ${error.message}`));
    });
  });
  const fallback = adapter.isFallbackAdapter ?? adapter.info?.isFallbackAdapter ?? false;
  return {
    backend: createTensorflowBackend('webgpu', createRuntime('webgpu', lost, true)),
    title,
    software: fallback || imitations.test(title),
    destroy: () => device.destroy(),
  };
}

function titleOf({ info }: Adapter): string {
  if (info === undefined) return 'WebGPU';
  const { vendor, architecture, device, description } = info;
  const name = [description, device, architecture].find((text) => text !== '') ?? '';
  const words = name.toLowerCase().includes(vendor.toLowerCase()) ? [name] : [vendor, name];
  return words.filter((word) => word !== '').join(' ') || 'WebGPU';
}
