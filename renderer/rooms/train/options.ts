/** The options of a training run and its state, in words. Pure. */
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { moreTrainingSettings } from '../../../shared/settings/moreTraining.ts';
import { optimizers, type OptimizerName } from '../../../shared/settings/optimizers.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../shared/settings/training.ts';
import { missingNeed } from '../../../shared/settings/unusedTraining.ts';

export const DEFAULT_TRAINING: TrainingSetup = defaultsOf(trainingSettings);

const moreNames = Object.keys(moreTrainingSettings) as (keyof typeof moreTrainingSettings)[];

/** Whether a setting under More differs from its default. */
export function hasMore(setup: TrainingSetup): boolean {
  return moreNames.some(
    (name) => (setup[name] ?? moreTrainingSettings[name].default) !== moreTrainingSettings[name].default,
  );
}

/** With the settings under More at their defaults. */
export function withoutMore(setup: TrainingSetup): TrainingSetup {
  const kept = Object.entries(setup).filter(([name]) => !(name in moreTrainingSettings));
  return Object.fromEntries(kept) as TrainingSetup;
}

/** The settings under More that a run with this set-up uses. */
export function moreOf(setup: TrainingSetup): readonly (keyof typeof moreTrainingSettings)[] {
  return moreNames.filter((name) => missingNeed(name, setup) === null);
}

/** With another optimiser; steps that were not set by hand become its usual ones. */
export function withOptimizer(setup: TrainingSetup, optimizer: OptimizerName): TrainingSetup {
  const untouched = setup.steps === optimizers[setup.optimizer].steps;
  return { ...setup, optimizer, steps: untouched ? optimizers[optimizer].steps : setup.steps };
}

/** Whether a run decides itself when it ends, so that its steps do not show how much is left. */
export function isOpenEnded(view: TrainingView): boolean {
  return Object.values(optimizers).some(({ name, endsByItself }) => endsByItself && name === view.optimizer);
}
