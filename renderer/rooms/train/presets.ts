/** Ways to train for a purpose, and what helps when a run has failed. Pure. */
import type { TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { TrainingView } from '../../../shared/contract/views.ts';
import { DEFAULT_STEPS, DEFAULT_TRAINING } from './options.ts';

export type PresetName = 'fast' | 'accurate' | 'sparse' | 'formula';

interface Preset {
  readonly value: PresetName;
  readonly label: string;
  readonly about: string;
  readonly setup: Pick<TrainingSetup, 'optimizer' | 'steps' | 'lamb' | 'updateGrid'>;
  /** Whether formulas are searched for when the run has finished. */
  readonly thenFormula: boolean;
}

export const PRESETS: readonly Preset[] = [
  {
    value: 'fast',
    label: 'Fast look',
    about: 'A second or two, to see what there is to learn.',
    setup: { optimizer: 'auto', steps: 60, lamb: 0, updateGrid: true },
    thenFormula: false,
  },
  {
    value: 'accurate',
    label: 'Accurate',
    about: 'Several starts, then finer grids for as long as the validation error falls.',
    setup: { optimizer: 'auto', steps: DEFAULT_STEPS.auto, lamb: 0, updateGrid: true },
    thenFormula: false,
  },
  {
    value: 'sparse',
    label: 'Sparse',
    about: 'With λ, so that unneeded edges fade: prune them afterwards, and train on without λ.',
    setup: { optimizer: 'lbfgs', steps: DEFAULT_STEPS.lbfgs, lamb: 0.002, updateGrid: true },
    thenFormula: false,
  },
  {
    value: 'formula',
    label: 'Formula',
    about: 'Accurate, and then a search for formulas.',
    setup: { optimizer: 'auto', steps: DEFAULT_STEPS.auto, lamb: 0, updateGrid: true },
    thenFormula: true,
  },
];

/** The preset that a set-up is; null for one of its own. */
export function presetOf(setup: TrainingSetup, thenFormula: boolean): Preset | null {
  return (
    PRESETS.find(
      (preset) =>
        preset.thenFormula === thenFormula &&
        preset.setup.optimizer === setup.optimizer &&
        preset.setup.steps === setup.steps &&
        preset.setup.lamb === setup.lamb &&
        // An automatic run adapts its grids in any case.
        (setup.optimizer === 'auto' || preset.setup.updateGrid === setup.updateGrid),
    ) ?? null
  );
}

export interface Remedy {
  readonly label: string;
  readonly setup: TrainingSetup;
}

/** What to try at one press after a run that has failed; null where the set-up is not what can help. */
export function remedyFor({ status, step }: TrainingView, setup: TrainingSetup): Remedy | null {
  if (status !== 'failed' || step === 0) return null;
  if (setup.optimizer === 'adam') {
    const learningRate = Number((setup.learningRate / 10).toPrecision(6));
    return { label: `Train with learning rate ${learningRate}`, setup: { ...setup, learningRate } };
  }
  if (setup.optimizer === 'auto') return null;
  return {
    label: 'Train with the automatic optimizer',
    setup: { ...DEFAULT_TRAINING, lamb: setup.lamb },
  };
}
