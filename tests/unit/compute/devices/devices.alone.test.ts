import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceId } from '../../../../shared/contract/views/devices.ts';
import { portPair } from '../../../../shared/rpc/inProcess.ts';
import type { Backend, DescentWork, Evaluator } from '../../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../../main/engine/data/batch.ts';
import { stepByStep } from '../../../../main/engine/compute/core/descend.ts';
import { chooseDevice, type Workload } from '../../../../main/engine/compute/devices/choose.ts';
import {
  devicesFrom,
  unavailable,
  type Devices,
  type DeviceSource,
} from '../../../../main/engine/compute/devices/devices.ts';
import { withFailover } from '../../../../main/engine/compute/devices/failover.ts';
import { cudaSource, webgpuSource } from '../../../../main/engine/compute/devices/sources.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { connectBackend } from '../../../../main/engine/compute/remote/client.ts';
import { serveBackend } from '../../../../main/engine/compute/remote/server.ts';
import { createModel } from '../../../../main/engine/kan/create.ts';

const rows = 2000;
const model = createModel({ inputs: 2, hidden: [3], outputs: 1, seed: 1 });
const wave = (frequency: number) => Float64Array.from({ length: rows }, (_, r) => Math.sin(frequency * r));
const batch: Batch = {
  rows,
  inputs: Float64Array.from([...wave(0.7), ...wave(1.3)]),
  targets: wave(2.1),
  weights: null,
};
const objective = { loss: 'squared', regularization: null } as const;
const work: Workload = {
  model,
  batch,
  objective,
  rowsPerStep: rows,
  steps: 1000,
  stepsOnDevice: false,
  secondOrder: false,
};

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

function source(id: DeviceId, backend: Backend, software = false): DeviceSource {
  return {
    id,
    title: id,
    open: () => Promise.resolve({ id, title: `${id} of this test`, detail: '', backend, software }),
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

/** Three steps of Adam, the second on some rows. */
function workOf(some: Uint32Array): DescentWork {
  const free = Uint32Array.from(model.params.keys()).filter((index) => index % 3 > 0);
  const step = { rate: 0.01, correction: 0.1 };
  return {
    params: model.params,
    free,
    first: new Float64Array(free.length),
    second: new Float64Array(free.length),
    steps: [null, some, null].map((of) => ({ ...step, rows: of })),
    constants: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  };
}

describe('a device that fails', () => {
  /** Fails from the `at`-th evaluation on. */
  const failing = (at: number): Backend => {
    let count = 0;
    return {
      ...referenceBackend,
      precision: 'float32',
      evaluator: (...given): Evaluator => {
        const own = referenceBackend.evaluator(...given);
        return {
          ...own,
          evaluate: (params, gradient, some) => {
            if (++count >= at) return Promise.reject(new Error('The driver was reset.'));
            return own.evaluate(params, gradient, some);
          },
          descend: (work) => {
            if (++count >= at) return Promise.reject(new Error('The driver was reset.'));
            return stepByStep(own, work);
          },
        };
      },
    };
  };

  it('is replaced by the next device, which makes the same evaluation', async () => {
    const devices = devicesFrom([
      source('native', referenceBackend),
      source('cuda', failing(3)),
      source('webgpu', failing(1)),
    ]);
    const told: string[] = [];
    const backend = withFailover({
      devices,
      first: await devices.open('cuda'),
      onSwitch: (now, before, reason) => told.push(`${before.id} → ${now.id}: ${reason}`),
    });
    const evaluator = backend.evaluator(model, batch, objective);
    const second = backend.evaluator(model, batch, objective);
    const gradient = new Float64Array(model.params.length);
    const expected = await evaluator.evaluate(model.params, gradient);
    expect(backend.precision).toBe('float32');
    const before = gradient.slice();
    const [a, b] = await Promise.all([
      evaluator.evaluate(model.params, gradient),
      second.evaluate(model.params, null),
    ]);
    expect([a, b]).toEqual([expected, expected]);
    expect(await evaluator.evaluate(model.params, gradient)).toEqual(expected);
    expect(gradient).toEqual(before);
    expect(told).toEqual(['cuda → webgpu: The driver was reset.', 'webgpu → native: The driver was reset.']);
    expect(backend.precision).toBe('float64');
  });

  it('passes its burst of steps to the next device, which starts at the same point', async () => {
    const devices = devicesFrom([source('native', referenceBackend), source('webgpu', failing(2))]);
    const told: string[] = [];
    const backend = withFailover({
      devices,
      first: await devices.open('webgpu'),
      onSwitch: (now) => told.push(now.id),
    });
    const evaluator = backend.evaluator(model, batch, objective);
    const here = referenceBackend.evaluator(model, batch, objective);
    const work = workOf(Uint32Array.of(5, 7, 1900));
    const once = await evaluator.descend!(work);
    expect(told).toEqual([]);
    const twice = await evaluator.descend!({ ...work, ...once });
    expect(told).toEqual(['native']);
    expect(twice).toEqual(await stepByStep(here, { ...work, ...(await stepByStep(here, work)) }));
  });
});

describe('a backend in another process', () => {
  const serve = () => {
    const [near, far] = portPair();
    serveBackend(far, () =>
      Promise.resolve({ backend: referenceBackend, title: 'Test adapter', software: false }),
    );
    return { near, far };
  };

  it('gives the same results as in this process', async () => {
    const { near } = serve();
    const { backend, title } = await connectBackend(near, 'webgpu');
    expect(title).toBe('Test adapter');
    const here = referenceBackend.evaluator(model, batch, objective);
    const there = backend.evaluator(model, batch, objective);
    const [own, far] = [new Float64Array(model.params.length), new Float64Array(model.params.length)];
    const some = Uint32Array.of(5, 7, 1900);
    expect(await there.evaluate(model.params, far, some)).toEqual(
      await here.evaluate(model.params, own, some),
    );
    expect(far).toEqual(own);
    const work = workOf(some);
    expect(await there.descend!(work)).toEqual(await stepByStep(here, work));
    expect(await there.forward(model.params)).toEqual(await here.forward(model.params));
    expect(await there.statistics(model.params)).toEqual(await here.statistics(model.params));
    expect(await there.layerInputs(model.params, 1)).toEqual(await here.layerInputs(model.params, 1));
    expect(await there.layerInputs(model.params, 0)).toEqual(batch.inputs);
    there.dispose();
    await expect(there.forward(model.params)).rejects.toThrow(/no evaluator/);
  });

  it('reports why it does not start, and that it was lost', async () => {
    const [near, far] = portPair();
    serveBackend(far, () => Promise.reject(new Error('WebGPU finds no graphics processor.')));
    const none = (platform: string) => webgpuSource(() => Promise.resolve(near), platform).open();
    const message = 'WebGPU finds no graphics processor.';
    await expect(none('win32')).rejects.toMatchObject({ detail: { message, hint: '' } });
    // There it takes a switch.
    await expect(none('linux')).rejects.toMatchObject({
      detail: { message, hint: expect.stringContaining('--use-angle=vulkan') as string },
    });
    const started = serve();
    const { backend } = await connectBackend(started.near, 'webgpu');
    const evaluator = backend.evaluator(model, batch, objective);
    const waiting = evaluator.forward(model.params);
    started.far.close();
    await expect(waiting).rejects.toThrow('The compute window was lost.');
    await expect(evaluator.forward(model.params)).rejects.toThrow('The compute window was lost.');
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
