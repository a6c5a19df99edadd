import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Objective } from '../../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../../main/engine/data/batch.ts';
import { devicesFrom } from '../../../../main/engine/compute/devices/devices.ts';
import { nativeSource } from '../../../../main/engine/compute/devices/sources.ts';
import { createNativeBackend, type NativeBackend } from '../../../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { placeRun } from '../../../../main/engine/train/run/placement.ts';
import { helloDataset, helloModel, lbfgsSetup } from '../../train/hello.ts';

const own = WebAssembly;
const denseModule = '../../../../main/engine/optim/dense/dense.ts';

/** An engine without SIMD refuses the kernel's instructions when it compiles them. */
function withoutSimd(): void {
  function Module(): never {
    throw new Error('invalid numeric opcode 0xfd');
  }
  vi.stubGlobal('WebAssembly', { ...members(), Module });
}

/** An engine without threads has no shared memory. */
function withoutSharedMemory(): void {
  function Memory(): never {
    throw new TypeError('shared memory is not supported');
  }
  vi.stubGlobal('WebAssembly', { ...members(), Memory });
}

function members(): typeof WebAssembly {
  return Object.fromEntries(
    Object.getOwnPropertyNames(own).map((name) => [name, own[name as keyof typeof own]]),
  ) as unknown as typeof WebAssembly;
}

async function lossAndGradient(backend: NativeBackend | typeof referenceBackend): Promise<Float64Array> {
  const model = helloModel();
  const batch: Batch = helloDataset(100, 0).train;
  const objective: Objective = { loss: 'squared', regularization: null };
  const evaluator = backend.evaluator(model, batch, objective);
  const gradient = new Float64Array(model.params.length);
  const { total } = await evaluator.evaluate(model.params, gradient);
  evaluator.dispose();
  return Float64Array.from([total, ...gradient]);
}

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ['SIMD', withoutSimd, 'invalid numeric opcode'],
  ['shared memory', withoutSharedMemory, 'shared memory is not supported'],
])('without %s', (_, takeAway, reason) => {
  it('the reference backend is used, gives the reason, and computes the same', async () => {
    takeAway();
    const backend = createNativeBackend({ threads: 2 });
    expect(backend.threads).toBe(1);
    expect(backend.fallback).toContain('WebAssembly with SIMD and shared memory is not available here');
    expect(backend.fallback).toContain(reason);
    expect(await lossAndGradient(backend)).toEqual(await lossAndGradient(referenceBackend));
    backend.dispose();
  });

  it('the log of a run says so', async () => {
    takeAway();
    const devices = devicesFrom([nativeSource(createNativeBackend())]);
    const notes: string[] = [];
    await placeRun(
      devices,
      { model: helloModel(), dataset: helloDataset(100, 20), setup: { ...lbfgsSetup, device: 'auto' } },
      (_use, note) => notes.push(note),
    );
    expect(notes.join(' ')).toContain('computing with plain JavaScript');
  });

  it('matrices are factored by plain sums', async () => {
    takeAway();
    // A copy of the module that has not opened its kernel.
    const { href } = new URL(`${denseModule}?without=${encodeURIComponent(reason)}`, import.meta.url);
    const { hasDenseKernel } = (await import(href)) as { hasDenseKernel: () => boolean };
    expect(hasDenseKernel()).toBe(false);
  });
});

it('there is no note when the kernel runs', () => {
  const backend = createNativeBackend({ threads: 1 });
  expect(backend.fallback).toBeNull();
  backend.dispose();
});
