/** The preset that a set-up is, and what helps when a run has failed. Pure. */
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { ownSettings } from '../../../shared/settings/optimizers.ts';
import { presetNames, presets, type PresetName } from '../../../shared/settings/presets.ts';
import { DEFAULT_TRAINING, hasMore } from './options.ts';

/** The preset that a set-up is; null for one of its own. */
export function presetOf(setup: TrainingSetup, thenFormulas: boolean): PresetName | null {
  const isPreset = (name: PresetName): boolean => {
    const { training, thenFormulas: searches } = presets[name];
    return (
      searches === thenFormulas &&
      training.optimizer === setup.optimizer &&
      training.steps === setup.steps &&
      training.lamb === setup.lamb &&
      !hasMore(setup) &&
      // An automatic run adapts its grids in any case.
      (setup.optimizer === 'auto' || training.updateGrid === setup.updateGrid)
    );
  };
  return presetNames.find(isPreset) ?? null;
}

export interface Remedy {
  readonly label: string;
  readonly setup: TrainingSetup;
}

/** What to try with one press after a failed run; null where another set-up cannot help. */
export function remedyFor({ status, step }: TrainingView, setup: TrainingSetup): Remedy | null {
  if (status !== 'failed' || step === 0) return null;
  if (ownSettings(setup.optimizer).includes('learningRate')) {
    const learningRate = Number((setup.learningRate / 10).toPrecision(6));
    return { label: `Train with learning rate ${learningRate}`, setup: { ...setup, learningRate } };
  }
  if (setup.optimizer === 'auto') return null;
  return {
    label: 'Train with the automatic optimiser',
    setup: { ...DEFAULT_TRAINING, lamb: setup.lamb },
  };
}
