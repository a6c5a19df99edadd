/** The automatic run with its default settings, as `kan fit` does it. */
import { sharedBackend } from '../../main/engine/compute/devices/shared.ts';
import type { Dataset } from '../../main/engine/data/dataset/dataset.ts';
import { trainOnLadder } from '../../main/engine/ladder/trainOnLadder.ts';
import { networkFor } from '../../main/engine/train/freshNetwork.ts';
import { TrainingRun } from '../../main/engine/train/run/run.ts';
import type { TrainingSetup } from '../../shared/contract/schemas.ts';

type OnStep = ConstructorParameters<typeof TrainingRun>[1]['onStep'];
type Result = Awaited<TrainingRun['finished']>;

const setup: TrainingSetup = {
  optimizer: 'auto',
  steps: 1500,
  lamb: 0,
  learningRate: 0.01,
  batch: 0,
  updateGrid: true,
};

export interface AutomaticRun {
  readonly run: TrainingRun;
  readonly result: Result;
  /** Of all threads. */
  readonly processorSeconds: number;
}

/** @param size whether the run chooses the size of the network, or trains five hidden nodes. */
export async function automaticRun(
  dataset: Dataset,
  size: 'open' | 'five',
  onStep: OnStep = () => undefined,
): Promise<AutomaticRun> {
  const model = networkFor(dataset, { hidden: [5], grid: 5, order: 3, seed: 0 });
  const begun = process.cpuUsage();
  const run = new TrainingRun(
    {
      model,
      dataset,
      setup,
      backend: sharedBackend(),
      seed: 0,
      fresh: true,
      ...(size === 'open' && { train: trainOnLadder }),
    },
    { onStep, onStatus: () => undefined },
  );
  const result = await run.finished;
  if (result.status === 'failed') throw new Error(run.view([]).message);
  const { user, system } = process.cpuUsage(begun);
  return { run, result, processorSeconds: (user + system) / 1e6 };
}
