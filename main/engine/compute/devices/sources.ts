/** The devices, and how each is started. TensorFlow is loaded with the first device that needs it: few runs do. */
import type { Port } from '../../../../shared/rpc/messages.ts';
import type { NativeBackend } from '../native/backend.ts';
import { connectBackend } from '../remote/client.ts';
import type { openCuda } from '../tensorflow/devices/cuda.ts';
import { unavailable, type DeviceSource } from './devices.ts';
import { mayHaveGraphicsProcessor } from './graphicsProcessor.ts';

/** Opens the hidden window that has WebGPU, and returns a port to it. @throws Error where it cannot be opened. */
export type ComputeWindow = () => Promise<Port>;

/** The processor, by our own kernel: always there, in double precision. */
export function nativeSource(backend: NativeBackend): DeviceSource {
  const threads = backend.threads === 1 ? '1 thread' : `${backend.threads} threads`;
  const title = `Processor, ${threads}`;
  return {
    id: 'native',
    title,
    open: () =>
      Promise.resolve({
        id: 'native',
        title,
        detail:
          backend.fallback ?? 'Our own kernel: float64, WebAssembly with SIMD; supports Levenberg–Marquardt.',
        backend,
        software: false,
      }),
  };
}

/** @param open as {@link openCuda}, which it is by default. */
export function cudaSource(open?: typeof openCuda, load?: () => Promise<unknown>): DeviceSource {
  return {
    id: 'cuda',
    title: 'CUDA',
    open: async () => {
      const openGpu = open ?? (await import('../tensorflow/devices/cuda.ts')).openCuda;
      const found = await openGpu(load).catch((error: unknown) => {
        throw unavailable(missingCuda(error), 'npm run gpu:install says what is missing and installs it.');
      });
      if (!found.onGpu) {
        throw unavailable(
          'TensorFlow for CUDA is installed, but finds no graphics processor with CUDA 11.2 and cuDNN 8.1.',
          'npm run gpu:install says which of them is missing.',
        );
      }
      return {
        id: 'cuda',
        title: 'CUDA (TensorFlow)',
        detail: 'tfjs-node-gpu: float32.',
        backend: found.backend,
        software: false,
      };
    },
  };
}

function missingCuda(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')
    return 'tfjs-node-gpu is not installed.';
  const text = error instanceof Error ? error.message : String(error);
  if (/native addon module|tfjs_binding/.test(text))
    return 'tfjs-node-gpu is installed without its CUDA library.';
  return `tfjs-node-gpu could not be loaded: ${text.split('\n')[0]}`;
}

/**
 * On Linux Chromium offers WebGPU on a graphics processor only if the whole app uses Vulkan. Some drivers crash then,
 * so the person decides.
 */
const vulkanHint =
  'On Linux start the app with --use-angle=vulkan --enable-features=Vulkan,VulkanFromANGLE to give it the graphics processor.';

/**
 * WebGPU of the app's compute window, or of Dawn where there is no app.
 * @param platform as Node names it.
 */
export function webgpuSource(
  computeWindow: ComputeWindow | null,
  platform: string = process.platform,
): DeviceSource {
  const hint = computeWindow !== null && platform === 'linux' ? vulkanHint : '';
  return {
    id: 'webgpu',
    title: 'WebGPU',
    isImitation: async () => !(await mayHaveGraphicsProcessor(platform)),
    open: async () => {
      const open =
        computeWindow === null
          ? (await import('../tensorflow/devices/dawn.ts')).openDawn
          : async () => connectBackend(await computeWindow(), 'webgpu');
      const { backend, title, software } = await open().catch((error: unknown) => {
        throw unavailable(error instanceof Error ? error.message : String(error), hint);
      });
      const kind = software ? 'float32, emulated by the processor: for tests, not for speed.' : 'float32.';
      const detail = [`TensorFlow.js: ${kind}`, software ? hint : ''].filter((text) => text !== '').join(' ');
      return { id: 'webgpu', title: `WebGPU: ${title}`, detail, backend, software };
    },
  };
}

/** The processor by TensorFlow.js in WebAssembly, to compare with. */
export function wasmSource(): DeviceSource {
  return {
    id: 'wasm',
    title: 'TensorFlow.js on the processor',
    open: async () => {
      const { openWasm } = await import('../tensorflow/devices/wasm.ts');
      return {
        id: 'wasm',
        title: 'TensorFlow.js on the processor',
        detail: 'WebAssembly: float32, 1 thread. For comparing; our own kernel is faster.',
        backend: await openWasm(),
        software: true,
      };
    },
  };
}
