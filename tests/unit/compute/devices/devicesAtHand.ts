/** Devices with speeds and faults that a test sets. */
import type { DeviceId } from '../../../../shared/contract/views/devices.ts';
import type { Backend } from '../../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../../main/engine/data/batch.ts';
import type { Workload } from '../../../../main/engine/compute/devices/choose.ts';
import type { DeviceSource } from '../../../../main/engine/compute/devices/devices.ts';
import { createModel } from '../../../../main/engine/kan/create.ts';

export const rows = 2000;

export const model = createModel({ inputs: 2, hidden: [3], outputs: 1, seed: 1 });

export const wave = (frequency: number) =>
  Float64Array.from({ length: rows }, (_, r) => Math.sin(frequency * r));

export const batch: Batch = {
  rows,
  inputs: Float64Array.from([...wave(0.7), ...wave(1.3)]),
  targets: wave(2.1),
  weights: null,
};

export const objective = { loss: 'squared', regularization: null } as const;

export const work: Workload = {
  model,
  batch,
  objective,
  rowsPerStep: rows,
  steps: 1000,
  stepsOnDevice: false,
  secondOrder: false,
};

export function source(id: DeviceId, backend: Backend, software = false): DeviceSource {
  return {
    id,
    title: id,
    open: () => Promise.resolve({ id, title: `${id} of this test`, detail: '', backend, software }),
  };
}
