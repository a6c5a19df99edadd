/** WebGPU without a window: Dawn, from the npm package `webgpu`, if it is installed. */
import { openWebgpu, type OpenWebgpu } from './webgpu.ts';

const keptAs = 'kanStudioDawn';

const packageName = 'webgpu';

/** The part of the package that is used. */
interface Dawn {
  create(options: readonly string[]): unknown;
  readonly globals: object;
}

/** @throws Error if the package, or a driver for Vulkan, Metal or Direct3D, is missing. */
export async function openDawn(): Promise<OpenWebgpu> {
  const dawn = (await import(/* @vite-ignore */ packageName).catch(() => {
    throw new Error(
      'On the command line WebGPU needs the npm package “webgpu”, which is not installed; the app needs nothing.',
    );
  })) as Dawn;
  Object.assign(globalThis, dawn.globals);
  // Never released: Dawn crashes when it is garbage-collected, and when a process does not end by `process.exit`.
  const gpu = dawn.create([]);
  Object.defineProperty(globalThis, keptAs, { value: gpu, configurable: true });
  const navigator = (globalThis as { navigator?: object }).navigator ?? {};
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
  return openWebgpu();
}
