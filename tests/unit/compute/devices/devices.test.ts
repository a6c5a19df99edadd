import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceId } from '../../../../shared/contract/views/devices.ts';
import type { Backend } from '../../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../../main/engine/data/batch.ts';
import { chooseDevice, type Workload } from '../../../../main/engine/compute/devices/choose.ts';
import {
  devicesFrom,
  unavailable,
  type Devices,
  type DeviceSource,
} from '../../../../main/engine/compute/devices/devices.ts';
import { cudaSource } from '../../../../main/engine/compute/devices/sources.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { batch, objective, work, source } from './devicesAtHand.ts';

/** The time of the tests that measure (ms): it passes by what they let last, and by each look, so that no machine matters. */
let clock = 0;

const look = 0.3;

/** The reference with every evaluation made to last. */
function slowed(ms: number): Backend {
  return {
    ...referenceBackend,
    evaluator: (...given) => {
      const own = referenceBackend.evaluator(...given);
      return {
        ...own,
        evaluate: (params, gradient, some) => {
          clock += ms;
          return own.evaluate(params, gradient, some);
        },
      };
    },
  };
}

const missing = (id: DeviceId): DeviceSource => ({
  id,
  title: id,
  open: () => Promise.reject(unavailable('It is not there.', 'Put it there.')),
});

describe('choosing a device', () => {
  beforeEach(() => {
    vi.spyOn(performance, 'now').mockImplementation(() => (clock += look));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const choose = (devices: Devices, changes: Partial<Workload> = {}) =>
    chooseDevice(devices, 'auto', { ...work, ...changes });

  it('chooses the fastest device on these data, and reports the speeds of all', async () => {
    const devices = devicesFrom([source('native', slowed(12)), missing('cuda'), source('webgpu', slowed(1))]);
    const { use } = await choose(devices);
    expect(use.id).toBe('webgpu');
    expect(use.reason).toMatch(/times as fast as the processor/);
    expect(use.weighed.map(({ id }) => id)).toEqual(['native', 'cuda', 'webgpu']);
    expect(use.weighed[1]).toMatchObject({ rowsPerSecond: null, note: 'It is not there. Put it there.' });
    expect(use.weighed[2].rowsPerSecond).toBeGreaterThan(1.2 * use.weighed[0].rowsPerSecond!);
  });

  it('chooses the processor when it is faster', async () => {
    const devices = devicesFrom([source('native', slowed(5)), source('webgpu', slowed(12))]);
    const { use } = await choose(devices);
    expect(use).toMatchObject({ id: 'native', reason: 'The fastest of those measured.' });
  });

  it('chooses the processor without measuring others when a step is quick, or needs float64', async () => {
    const never: DeviceSource = {
      id: 'webgpu',
      title: 'webgpu',
      open: () => Promise.reject(new Error('It was opened.')),
    };
    const quick = await choose(devicesFrom([source('native', referenceBackend), never]), { rowsPerStep: 64 });
    expect(quick.use.id).toBe('native');
    expect(quick.use.weighed.at(-1)).toMatchObject({ note: 'Not measured: the processor is fast enough.' });
    const brief = await choose(devicesFrom([source('native', slowed(12)), never]), { steps: 20 });
    expect(brief.use.reason).toMatch(/^The run takes about 0\.\d+ s on the processor/);
    const exact = await choose(devicesFrom([source('native', slowed(12)), never]), { secondOrder: true });
    expect(exact.use.reason).toMatch(/float64/);
  });

  it('measures Adam by the steps that a device makes without the processor', async () => {
    // Its evaluations are slow; eight steps at once take less than one of them.
    const descending: Backend = {
      ...referenceBackend,
      evaluator: (...given) => ({
        ...slowed(30).evaluator(...given),
        descend: (asked) => {
          expect(asked.steps.map((step) => step.rows?.length)).toEqual(Array.from({ length: 8 }, () => 256));
          clock += 1;
          return Promise.resolve({
            ...asked,
            value: { total: 1, loss: 1, regularization: 0 },
            gradientNorm: 1,
          });
        },
      }),
    };
    const slow = slowed(10);
    const devices = devicesFrom([source('native', slow), source('webgpu', descending)]);
    const changes = { rowsPerStep: 256, steps: 5000 };
    expect((await choose(devices, { ...changes, stepsOnDevice: true })).use.id).toBe('webgpu');
    expect((await choose(devices, changes)).use.id).toBe('native');
  });

  it('measures a fast device on more rows', async () => {
    const many = 200_000;
    const large: Batch = {
      rows: many,
      inputs: new Float64Array(2 * many),
      targets: new Float64Array(many),
      weights: null,
    };
    const seen = new Set<number>();
    /** It takes no time, however many rows there are. */
    const wide: Backend = {
      ...referenceBackend,
      evaluator: (structure, of) => ({
        ...referenceBackend.evaluator(structure, batch, objective),
        evaluate: () => {
          seen.add(of.rows);
          return { total: 1, loss: 1, regularization: 0 };
        },
      }),
    };
    const devices = devicesFrom([source('native', slowed(1)), source('webgpu', wide)]);
    const { use } = await choose(devices, { batch: large, rowsPerStep: many });
    expect([...seen]).toEqual([16_384, 131_072]);
    expect(use.id).toBe('webgpu');
  });

  it('does not start a device that could only imitate a graphics processor', async () => {
    const webgpu: DeviceSource = {
      ...source('webgpu', referenceBackend),
      isImitation: () => Promise.resolve(true),
      open: () => Promise.reject(new Error('It was opened.')),
    };
    const { use } = await choose(devicesFrom([source('native', slowed(12)), webgpu]));
    expect(use).toMatchObject({ id: 'native', reason: 'There is no graphics processor to use.' });
    expect(use.weighed[1].note).toBe('Not started: this machine has no graphics processor.');
  });

  it('never chooses a device that only imitates a graphics processor', async () => {
    const devices = devicesFrom([source('native', slowed(12)), source('webgpu', referenceBackend, true)]);
    const { use } = await choose(devices);
    expect(use.id).toBe('native');
    expect(use.weighed[1].note).toMatch(/Emulated/);
  });

  it('uses the device set by hand, and gives an error when it is missing', async () => {
    const devices = devicesFrom([
      source('native', referenceBackend),
      missing('cuda'),
      source('wasm', referenceBackend),
    ]);
    expect((await chooseDevice(devices, 'wasm', work)).use).toMatchObject({
      id: 'wasm',
      reason: 'Chosen by hand.',
    });
    await expect(chooseDevice(devices, 'cuda', work)).rejects.toMatchObject({
      detail: { code: 'device.unavailable', message: 'It is not there.' },
    });
  });

  it('lists all devices, with the reason when one cannot be used', async () => {
    const listed = await devicesFrom([source('native', referenceBackend), missing('cuda')]).list();
    expect(listed).toEqual([
      { id: 'native', title: 'native of this test', available: true, detail: '' },
      { id: 'cuda', title: 'cuda', available: false, detail: 'It is not there. Put it there.' },
    ]);
  });
});

describe('CUDA', () => {
  it('says whether the package or its library is missing', async () => {
    const refused = (error: Error) => cudaSource(undefined, () => Promise.reject(error)).open();
    await expect(
      refused(
        Object.assign(new Error("Cannot find package '@tensorflow/tfjs-node-gpu'"), {
          code: 'ERR_MODULE_NOT_FOUND',
        }),
      ),
    ).rejects.toMatchObject({ detail: { message: 'tfjs-node-gpu is not installed.' } });
    await expect(
      refused(new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: …')),
    ).rejects.toMatchObject({ detail: { message: 'tfjs-node-gpu is installed without its CUDA library.' } });
  });
});
