/** WebGPU without a window: Dawn, as the npm package `webgpu` has it, where that is installed. */
import { openWebgpu, type OpenWebgpu } from './webgpu.ts';

const keptAs = 'kanStudioDawn';

/** True once Dawn was started: the process must then be ended by `process.exit`, or it crashes on its way out. */
export function dawnRuns(): boolean {
  return keptAs in globalThis;
}

const packageName = 'webgpu';

/** What is used of the package. */
interface Dawn {
  create(options: readonly string[]): unknown;
  readonly globals: object;
}

/** @throws Error where the package, or a driver for Vulkan, Metal or Direct3D, is missing. */
export async function openDawn(): Promise<OpenWebgpu> {
  const dawn = (await import(/* @vite-ignore */ packageName).catch(() => {
    throw new Error(
      'On the command line WebGPU needs the npm package “webgpu”, which is not installed; the app needs nothing.',
    );
  })) as Dawn;
  Object.assign(globalThis, dawn.globals);
  // Kept for good: Dawn crashes where it is collected as garbage.
  const gpu = dawn.create([]);
  Object.defineProperty(globalThis, keptAs, { value: gpu, configurable: true });
  const navigator = (globalThis as { navigator?: object }).navigator ?? {};
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
  return openWebgpu();
}
