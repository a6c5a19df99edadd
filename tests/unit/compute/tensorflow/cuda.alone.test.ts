import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { cudaSource } from '../../../../main/engine/compute/devices/sources.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { openWasm } from '../../../../main/engine/compute/tensorflow/devices/wasm.ts';
import { createModel } from '../../../../main/engine/kan/create.ts';

/**
 * Loading only is stood in for: in place of libtensorflow the WebAssembly backend's kernels are registered under the
 * name that tfjs-node-gpu has. What is computed is computed by TensorFlow.js.
 */
async function standIn(onGpu: boolean): Promise<void> {
  const restored = util as unknown as { readonly isNullOrUndefined: (value: unknown) => boolean };
  expect(restored.isNullOrUndefined(undefined)).toBe(true);
  hasGpu = onGpu;
  if (tf.findBackendFactory('tensorflow')) return;
  await openWasm();
  const wasm = tf.backend();
  tf.copyRegisteredKernels('wasm', 'tensorflow');
  tf.registerBackend(
    'tensorflow',
    () =>
      new Proxy(wasm, {
        get: (target, name): unknown => {
          if (name === 'isUsingGpuDevice') return hasGpu;
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      }),
  );
}
let hasGpu = true;

describe('CUDA', () => {
  it('computes through the backend that tfjs-node-gpu registers', async () => {
    const { backend } = await cudaSource(undefined, () => standIn(true)).open();
    const model = createModel({ inputs: 2, hidden: [2], outputs: 1, seed: 3 });
    const batch = {
      rows: 4,
      inputs: Float64Array.of(0.1, -0.5, 0.7, 0.9, 0.3, 0.2, -0.8, 0),
      targets: Float64Array.of(1, 0, -1, 2),
      weights: null,
    };
    const objective = { loss: 'squared', regularization: null } as const;
    const evaluator = backend.evaluator(model, batch, objective);
    const expected = await referenceBackend.evaluator(model, batch, objective).forward(model.params);
    const found = await evaluator.forward(model.params);
    expect(tf.getBackend()).toBe('tensorflow');
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
    evaluator.dispose();
  });

  it('is refused when TensorFlow finds no graphics processor', async () => {
    await expect(cudaSource(undefined, () => standIn(false)).open()).rejects.toMatchObject({
      detail: { code: 'device.unavailable', message: expect.stringContaining('cuDNN') as string },
    });
  });
});
