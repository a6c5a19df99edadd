/** A task of the automatic run, and what it ends with. */
import { afterAll, beforeAll } from 'vitest';
import { createNativeBackend, type NativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Ending } from '../../../main/engine/optim/optimizer.ts';
import { fit } from '../../../main/engine/train/run/fit.ts';
import type { FitStep, FitTask } from '../../../main/engine/train/steps/task.ts';
import { helloDataset, helloModel, lbfgsSetup } from './hello.ts';

export const autoSetup = { ...lbfgsSetup, optimizer: 'auto', steps: 1500 } as const;

/** A backend for the tests of a file, and how a task is made with it. */
export function useTasks(): (changes?: Partial<FitTask>) => FitTask {
  let native: NativeBackend;
  beforeAll(() => {
    native = createNativeBackend({ threads: 2 });
  });
  afterAll(() => {
    native.dispose();
  });
  return (changes = {}) => ({
    model: helloModel(),
    dataset: helloDataset(800, 200),
    setup: autoSetup,
    backend: native,
    seed: 1,
    fresh: true,
    wrap: (evaluator) => evaluator,
    ...changes,
  });
}

export async function all(task: FitTask): Promise<{ steps: FitStep[]; ending: Ending; notes: string[] }> {
  const steps: FitStep[] = [];
  const run = fit(task);
  let next = await run.next();
  for (; !next.done; next = await run.next()) steps.push(next.value);
  return { steps, ending: next.value, notes: steps.flatMap(({ note }) => note ?? []) };
}
