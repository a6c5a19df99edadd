/** TensorFlow.js on CUDA: tfjs-node-gpu, an optional dependency with a library of its own, loaded where it is there. */
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../../backend.ts';
import { createTensorflowBackend } from '../backend.ts';
import { createRuntime } from '../tensors/runtime.ts';

/** Name under which the package registers its backend. */
const backendName = 'tensorflow';

/** What is used of the package's backend. */
interface NodeBackend {
  readonly isUsingGpuDevice?: boolean;
}

/**
 * @param load imports the package, which registers its backend; tests hand in a stand-in for the loading.
 * @returns the backend, and whether it has a graphics processor: without CUDA and cuDNN the package falls back to the
 * processor in silence.
 * @throws Error as the package throws it where its library is missing.
 */
export async function openCuda(
  load: () => Promise<unknown> = () => import(/* @vite-ignore */ packageName),
): Promise<{ readonly backend: Backend; readonly onGpu: boolean }> {
  restoreUtil();
  // Or it remarks on every start that the platform was set before.
  tf.enableProdMode();
  await load();
  if (!(await tf.setBackend(backendName))) throw new Error('tfjs-node-gpu did not start.');
  const { isUsingGpuDevice = false } = tf.backend() as unknown as NodeBackend;
  return { backend: createTensorflowBackend('cuda', createRuntime(backendName)), onGpu: isUsingGpuDevice };
}

const packageName = '@tensorflow/tfjs-node-gpu';

/** Node 23 dropped these from `util`; tfjs-node-gpu 4.22.0 still calls them. */
function restoreUtil(): void {
  const functions = util as unknown as Record<string, unknown>;
  functions['isNullOrUndefined'] ??= (value: unknown): boolean => value === null || value === undefined;
  functions['isArray'] ??= Array.isArray;
}
