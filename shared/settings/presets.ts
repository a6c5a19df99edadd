/** Presets of training: one name for several settings, in the window and on the command line. */
import { defaultsOf, type ValuesOf } from './setting.ts';
import { optimizers } from './optimizers.ts';
import { trainingSettings } from './training.ts';

type TrainingValues = ValuesOf<typeof trainingSettings>;

export interface Preset {
  readonly label: string;
  /** What it is for, in one sentence. */
  readonly help: string;
  readonly training: Pick<TrainingValues, 'optimizer' | 'steps' | 'lamb' | 'updateGrid'>;
  /** Whether formulas are searched for when the run has finished. */
  readonly thenFormulas: boolean;
}

const { optimizer, steps, lamb, updateGrid } = defaultsOf(trainingSettings);
const accurate = { optimizer, steps, lamb, updateGrid };

export const presets = {
  fast: {
    label: 'Fast look',
    help: 'Takes a second or two and gives a first impression.',
    training: { ...accurate, steps: 60 },
    thenFormulas: false,
  },
  accurate: {
    label: 'Accurate',
    help: 'Compares models of growing size by cross-validation, from the mean and straight lines up, and takes the simplest that is as good as any within the noise. Layers of your own: several starts, then finer grids for as long as the validation error falls.',
    training: accurate,
    thenFormulas: false,
  },
  sparse: {
    label: 'Sparse',
    help: 'Trains with a penalty on the size of all edges (λ), which weakens edges that are not needed. Prune them afterwards, then train further without the penalty.',
    training: { ...accurate, optimizer: 'lbfgs', steps: optimizers.lbfgs.steps, lamb: 0.002 },
    thenFormulas: false,
  },
  formula: {
    label: 'Formula',
    help: 'As Accurate, then a search for formulas.',
    training: accurate,
    thenFormulas: true,
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

export const presetNames = Object.keys(presets) as readonly PresetName[];
