/** TensorFlow.js on the processor, in WebAssembly. It works on every machine, with the same operations as on a GPU. */
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../../backend.ts';
import { createTensorflowBackend } from '../backend.ts';
import { createRuntime } from '../tensors/runtime.ts';

/** @throws Error if WebAssembly is not available. */
export async function openWasm(): Promise<Backend> {
  await import('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend('wasm')))
    throw new Error('The WebAssembly backend of TensorFlow.js did not start.');
  return createTensorflowBackend('wasm', createRuntime('wasm'));
}
