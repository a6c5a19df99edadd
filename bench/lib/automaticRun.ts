/** The automatic run with its default settings, as `kan fit` does it. */
import { sharedBackend } from '../../main/engine/compute/devices/shared.ts';
import type { Dataset } from '../../main/engine/data/dataset/dataset.ts';
import { trainOnLadder } from '../../main/engine/ladder/trainOnLadder.ts';
import { networkFor } from '../../main/engine/train/freshNetwork.ts';
import { TrainingRun } from '../../main/engine/train/run/run.ts';
import { defaultsOf } from '../../shared/settings/setting.ts';
import { trainingSettings } from '../../shared/settings/training.ts';
import { processorClock } from './command.ts';

type OnStep = ConstructorParameters<typeof TrainingRun>[1]['onStep'];
type Result = Awaited<TrainingRun['finished']>;

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
  const begun = processorClock();
  const run = new TrainingRun(
    {
      model,
      dataset,
      setup: defaultsOf(trainingSettings),
      backend: sharedBackend(),
      seed: 0,
      fresh: true,
      ...(size === 'open' && { train: trainOnLadder }),
    },
    { onStep, onStatus: () => undefined },
  );
  const result = await run.finished;
  if (result.status === 'failed') throw new Error(run.view([]).message);
  return { run, result, processorSeconds: processorClock() - begun };
}
