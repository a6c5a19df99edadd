/** When the grids are updated from the samples during a run. */
import type { TrainingSetup } from '../../../../shared/contract/schemas/setups.ts';
import { gridUpdateSettings } from '../../../../shared/settings/moreTraining.ts';

/**
 * pykan updates before every 5th of its first 50 steps, the very first included, and one of its steps is about 20
 * iterations of L-BFGS. Here a step is one iteration, so the first updates come after a few steps and later ones more
 * and more rarely. There is no update before the first step: the hidden values of a new network are small, grids for
 * them soon become too narrow, and the error of the trained network doubles (hello function, 8 seeds: 0.018 instead of
 * 0.008 after 200 steps; without any update 0.0095, and with heavy-tailed inputs 0.050 instead of 0.037).
 */
const growth = 4;

/**
 * The steps after which the grids are updated. By default there are none in the second half of the run: each update costs
 * some accuracy and resets the optimiser, which needs further steps to recover.
 */
export function gridUpdateSteps(setup: TrainingSetup): readonly number[] {
  if (!setup.updateGrid) return [];
  const { gridUpdates, gridUpdateStart, gridUpdateStop } = gridUpdateSettings;
  const count = setup.gridUpdates ?? gridUpdates.default;
  const first = setup.gridUpdateStart ?? gridUpdateStart.default;
  const stop = (setup.gridUpdateStop ?? gridUpdateStop.default) || setup.steps / 2;
  return Array.from({ length: count }, (_, update) => afterSteps(first, update)).filter(
    (step) => step <= Math.min(stop, setup.steps - 1),
  );
}

/** Update 0 comes after `first` steps, each further one after `growth` times as many, counted from 1 where `first` is 0. */
function afterSteps(first: number, update: number): number {
  return update === 0 ? first : Math.max(1, first) * growth ** (first === 0 ? update - 1 : update);
}
