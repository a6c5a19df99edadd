import { it } from 'vitest';
import { openDawn } from '../../../main/engine/compute/tensorflow/devices/dawn.ts';
import { expectToGoOn } from './gpuRun.ts';

it('a run on WebGPU continues on the processor when the device is destroyed', async () => {
  const gpu = await openDawn();
  await expectToGoOn(gpu, () => gpu.destroy(), /The graphics processor was lost/);
});
