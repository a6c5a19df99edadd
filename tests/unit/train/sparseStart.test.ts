import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNativeBackend, type NativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import {
  trainOnGrid,
  type GridOptions,
  type GridResult,
} from '../../../main/engine/train/auto/trainOnGrid.ts';
import { startTracking, type Tracker } from '../../../main/engine/train/auto/tracker.ts';
import { sparseTrial } from '../../../main/engine/train/auto/policy.ts';
import { sparseStart } from '../../../main/engine/train/auto/sparseStart.ts';
import type { FitStep, FitTask } from '../../../main/engine/train/steps/task.ts';
import { helloDataset, lbfgsSetup } from './hello.ts';

const method = { kind: 'lm', tolerance: 1e-3 } as const;

let native: NativeBackend;
beforeAll(() => {
  native = createNativeBackend({ threads: 1 });
});
afterAll(() => {
  native.dispose();
});

/** sin 3a + share·b, of which [2, 1, 1] needs all three edges where the share is not 0. */
function taskOf(share: number): FitTask {
  const base = helloDataset(300, 80);
  const computed = (split: Dataset['train']): Dataset['train'] => ({
    ...split,
    targets: split.targets.map(
      (_, row) => Math.sin(3 * split.inputs[row]) + share * split.inputs[split.rows + row],
    ),
  });
  return {
    model: createModel({ inputs: 2, hidden: [1], outputs: 1, grid: 10, seed: 3 }),
    dataset: { ...base, train: computed(base.train), validation: computed(base.validation) },
    setup: { ...lbfgsSetup, optimizer: 'auto', steps: 1000 },
    backend: native,
    seed: 1,
    fresh: true,
    wrap: (evaluator) => evaluator,
  };
}

async function ended<T>(run: AsyncGenerator<FitStep, T>): Promise<T> {
  let next = await run.next();
  while (!next.done) next = await run.next();
  return next.value;
}

function trained(task: FitTask, tracker: Tracker, changes: Partial<GridOptions> = {}): Promise<GridResult> {
  const options = { method, iterations: 40, patience: Infinity, quiet: true, ...changes };
  return ended(trainOnGrid(task, tracker, task.model, options));
}

it('a trial training ends if its error is too high by then, else continues', async () => {
  const task = taskOf(0.02);
  for (const [most, steps] of [
    [1e-9, 6],
    [1, 12],
  ]) {
    const tracker = startTracking(task.model, task.dataset);
    await trained(task, tracker, { iterations: 12, trial: { iterations: 6, most } });
    expect(tracker.step).toBe(steps);
  }
});

it('makes unneeded edges inactive', async () => {
  const task = taskOf(0);
  const tracker = startTracking(task.model, task.dataset);
  const start = await trained(task, tracker);
  const light = await ended(sparseStart(task, tracker, start, method));
  expect(light!.model.layers[0].locked).toEqual(Uint8Array.of(0, 1));
});

it('tries once, for a short time, to remove an edge that is weak but needed', async () => {
  const task = taskOf(0.02);
  const tracker = startTracking(task.model, task.dataset);
  const start = await trained(task, tracker);
  const before = tracker.step;
  expect(await ended(sparseStart(task, tracker, start, method))).toBeNull();
  expect(tracker.step - before).toBeGreaterThan(0);
  expect(tracker.step - before).toBeLessThanOrEqual(sparseTrial.iterations + sparseTrial.slow.iterations);
});
