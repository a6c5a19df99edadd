import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNativeBackend, type NativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { climb, type Climb, type Summit } from '../../../main/engine/train/auto/climb.ts';
import { openLedger, type Ledger } from '../../../main/engine/train/auto/ledger.ts';
import { thinning } from '../../../main/engine/train/auto/policy.ts';
import { thin } from '../../../main/engine/train/auto/thin.ts';
import type { FitStep, FitTask } from '../../../main/engine/train/task.ts';
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

function climbed(task: FitTask, ledger: Ledger, changes: Partial<Climb> = {}): Promise<Summit> {
  const options = { method, iterations: 40, patience: Infinity, quiet: true, ...changes };
  return ended(climb(task, ledger, task.model, options));
}

it('a climb on trial ends where its error is too high by then, and goes on where it is not', async () => {
  const task = taskOf(0.02);
  for (const [most, steps] of [
    [1e-9, 6],
    [1, 12],
  ]) {
    const ledger = openLedger(task.model, task.dataset);
    await climbed(task, ledger, { iterations: 12, trial: { iterations: 6, most } });
    expect(ledger.step).toBe(steps);
  }
});

it('puts to rest what is not needed', async () => {
  const task = taskOf(0);
  const ledger = openLedger(task.model, task.dataset);
  const start = await climbed(task, ledger);
  const light = await ended(thin(task, ledger, start, method));
  expect(light!.model.layers[0].locked).toEqual(Uint8Array.of(0, 1));
});

it('tries once, and not for long, to do without an edge that is weak but needed', async () => {
  const task = taskOf(0.02);
  const ledger = openLedger(task.model, task.dataset);
  const start = await climbed(task, ledger);
  const before = ledger.step;
  expect(await ended(thin(task, ledger, start, method))).toBeNull();
  expect(ledger.step - before).toBeGreaterThan(0);
  expect(ledger.step - before).toBeLessThanOrEqual(thinning.iterations + thinning.slow.iterations);
});
