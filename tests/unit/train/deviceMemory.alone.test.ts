import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { openDawn } from '../../../main/engine/compute/tensorflow/devices/dawn.ts';
import { expectToGoOn } from './gpuRun.ts';

interface Device {
  readonly limits: { readonly maxBufferSize: number };
  createBuffer(descriptor: { readonly size: number; readonly usage: number }): unknown;
}
const storage = 0x80;

it('a run on WebGPU continues on the processor when the device has no free memory', async () => {
  const gpu = await openDawn();
  const { device } = tf.backend() as unknown as { readonly device: Device };
  const ask = (): void => {
    device.createBuffer({ size: 2 * device.limits.maxBufferSize, usage: storage });
  };
  await expectToGoOn(gpu, ask, /The graphics processor failed: .*size/is);
});
