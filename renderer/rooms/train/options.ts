/** The options of a training run and its state, in words. Pure. */
import type { TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { TrainingView } from '../../../shared/contract/views.ts';
import { optimizers, type OptimizerName } from '../../../shared/settings/optimizers.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../shared/settings/training.ts';

export const DEFAULT_TRAINING: TrainingSetup = defaultsOf(trainingSettings);

/** With another optimiser; steps that were not set by hand become its usual ones. */
export function withOptimizer(setup: TrainingSetup, optimizer: OptimizerName): TrainingSetup {
  const untouched = setup.steps === optimizers[setup.optimizer].steps;
  return { ...setup, optimizer, steps: untouched ? optimizers[optimizer].steps : setup.steps };
}

/** Whether a run decides itself when it ends, so that its steps do not show how much is left. */
export function isOpenEnded(view: TrainingView): boolean {
  return Object.values(optimizers).some(({ name, endsByItself }) => endsByItself && name === view.optimizer);
}
