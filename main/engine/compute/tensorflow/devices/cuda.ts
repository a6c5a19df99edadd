/**
 * TensorFlow.js on CUDA: tfjs-node-gpu, an optional dependency with its own native library. It is loaded if it is
 * installed.
 */
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../../backend.ts';
import { createTensorflowBackend } from '../backend.ts';
import { createRuntime } from '../tensors/runtime.ts';

/** Name under which the package registers its backend. */
const backendName = 'tensorflow';

/** The part of the package's backend that is used. */
interface NodeBackend {
  readonly isUsingGpuDevice?: boolean;
}

/**
 * @param load imports the package, which registers its backend; tests pass a substitute.
 * @returns the backend, and whether it has a graphics processor: without CUDA and cuDNN the package uses the processor
 *   and does not say so.
 * @throws Error of the package, if its library is missing.
 */
export async function openCuda(
  load: () => Promise<unknown> = () => import(/* @vite-ignore */ packageName),
): Promise<{ readonly backend: Backend; readonly onGpu: boolean }> {
  restoreUtil();
  // Without this, every start writes a message that the platform is already set.
  tf.enableProdMode();
  await load();
  if (!(await tf.setBackend(backendName))) throw new Error('tfjs-node-gpu did not start.');
  const { isUsingGpuDevice = false } = tf.backend() as unknown as NodeBackend;
  return { backend: createTensorflowBackend('cuda', createRuntime(backendName)), onGpu: isUsingGpuDevice };
}

const packageName = '@tensorflow/tfjs-node-gpu';

/** Node 23 removed these from `util`; tfjs-node-gpu 4.22.0 still calls them. */
function restoreUtil(): void {
  const functions = util as unknown as Record<string, unknown>;
  functions['isNullOrUndefined'] ??= (value: unknown): boolean => value === null || value === undefined;
  functions['isArray'] ??= Array.isArray;
}
