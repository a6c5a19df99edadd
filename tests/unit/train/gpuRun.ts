import { expect } from 'vitest';
import { devicesFrom } from '../../../main/engine/compute/devices/devices.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { OpenWebgpu } from '../../../main/engine/compute/tensorflow/devices/webgpu.ts';
import { TrainingRun } from '../../../main/engine/train/run/run.ts';
import { helloDataset, helloModel, lbfgsSetup } from './hello.ts';

/**
 * A run on WebGPU that goes on on the processor from where it was, and says so.
 * @param fail makes the device fail; it is called at step 10 of 30. TensorFlow.js keeps a failed device: one such run a process.
 * @param reason what the run must say of it.
 */
export async function expectToGoOn(gpu: OpenWebgpu, fail: () => void, reason: RegExp): Promise<void> {
  const native = {
    id: 'native',
    title: 'Processor',
    detail: '',
    backend: referenceBackend,
    software: false,
  } as const;
  const devices = devicesFrom([
    { id: 'native', title: 'Processor', open: () => Promise.resolve(native) },
    {
      id: 'webgpu',
      title: 'WebGPU',
      open: () => Promise.resolve({ ...gpu, id: 'webgpu', title: 'WebGPU here', detail: '' }),
    },
  ]);
  const errors: number[] = [];
  const run = new TrainingRun(
    {
      model: helloModel(),
      dataset: helloDataset(200, 50),
      setup: { ...lbfgsSetup, steps: 30, updateGrid: false, device: 'webgpu' },
      backend: referenceBackend,
      devices,
      seed: 1,
      fresh: true,
    },
    {
      onStep: (view, { step, point }) => {
        if (step < 10) expect(view.device).toMatchObject({ id: 'webgpu', reason: 'Chosen by hand.' });
        if (step === 10) fail();
        if (point !== null) errors.push(point.train);
      },
      onStatus: () => undefined,
    },
  );
  const { status, steps } = await run.finished;
  expect({ status, steps }).toEqual({ status: 'finished', steps: 30 });
  const { device, decisions, message } = run.view([]);
  expect(device).toMatchObject({ id: 'native', title: 'Processor' });
  expect(decisions[0]).toBe('Computing on WebGPU here. Chosen by hand.');
  expect(decisions[1]).toMatch(
    /^WebGPU here failed in the middle of the run: .*\. Training continued on Processor\.$/s,
  );
  expect(decisions[1]).toMatch(reason);
  expect(message).toContain(decisions[1]);
  // Not a step is lost: the error goes on falling from where it was.
  expect(errors).toHaveLength(31);
  errors.slice(1).forEach((error, i) => expect(error).toBeLessThan(1.0001 * errors[i]));
  expect(errors[30]).toBeLessThan(0.3 * errors[10]);
}
