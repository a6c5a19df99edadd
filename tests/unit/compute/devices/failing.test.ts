import { describe, expect, it } from 'vitest';
import { portPair } from '../../../../shared/rpc/inProcess.ts';
import type { Backend, DescentWork, Evaluator } from '../../../../main/engine/compute/backend.ts';
import { stepByStep } from '../../../../main/engine/compute/core/descend.ts';
import { devicesFrom } from '../../../../main/engine/compute/devices/devices.ts';
import { withFailover } from '../../../../main/engine/compute/devices/failover.ts';
import { webgpuSource } from '../../../../main/engine/compute/devices/sources.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { connectBackend } from '../../../../main/engine/compute/remote/client.ts';
import { serveBackend } from '../../../../main/engine/compute/remote/server.ts';
import { model, batch, objective, source } from './devicesAtHand.ts';

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
