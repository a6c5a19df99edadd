import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../main/engine/compute/backend.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { openWasm } from '../../../main/engine/compute/tensorflow/devices/wasm.ts';
import { fit } from '../../../main/engine/train/run/fit.ts';
import { TrainingRun } from '../../../main/engine/train/run/run.ts';
import type { FitStep } from '../../../main/engine/train/steps/task.ts';
import { helloDataset, helloModel, lbfgsSetup } from './hello.ts';

let device: Backend;
beforeAll(async () => {
  device = await openWasm();
});

const task = { model: helloModel(), dataset: helloDataset(300, 100), seed: 1, fresh: true };
const adam = { ...lbfgsSetup, optimizer: 'adam', learningRate: 0.02, updateGrid: false } as const;

describe('a run of Adam with steps made on the device', () => {
  it.each([
    ['all rows', { ...adam, steps: 60 }],
    ['mini-batches', { ...adam, steps: 120, batch: 64 }],
  ])('gives the result of the processor: %s', async (_, setup) => {
    const run = async (backend: Backend): Promise<FitStep[]> => {
      const steps: FitStep[] = [];
      for await (const step of fit({ ...task, setup, backend, wrap: (evaluator) => evaluator }))
        steps.push(step);
      return steps;
    };
    const [far, near] = [await run(device), await run(referenceBackend)];
    expect(far.length).toBeLessThan(near.length);
    expect(far.at(-1).step).toBe(setup.steps);
    const measured = far.filter(({ point }) => point !== null);
    expect(measured.length).toBeGreaterThan(2);
    for (const { step, point } of measured) {
      const same = near.find((one) => one.step === step)!.point!;
      expect(point!.train / same.train).toBeCloseTo(1, 3);
      expect(point!.validation / same.validation).toBeCloseTo(1, 3);
    }
    // What is kept is the best of the measured ones.
    const errors = measured.map(({ point }) => point!.validation);
    const { best } = far.at(-1);
    expect(measured.find(({ step }) => step === best.step)!.point!.validation).toBe(Math.min(...errors));
  });

  it('makes a single step on request, and continues from there', async () => {
    const steps: number[] = [];
    const run = new TrainingRun(
      { ...task, setup: { ...adam, steps: 40 }, backend: device },
      { onStep: (_, { step }) => steps.push(step), onStatus: () => undefined },
      0,
    );
    await run.rest();
    await run.step();
    await run.step();
    await run.step();
    expect(steps).toEqual([0, 1, 2, 3]);
    run.resume();
    expect(await run.finished).toMatchObject({ status: 'finished', steps: 40 });
    expect(steps.length).toBeLessThan(40);
  });
});
