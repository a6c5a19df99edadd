/** The optimisers, in the order in which a newcomer needs them. */

import { gridUpdateSettings } from './moreTraining.ts';

/** Settings of training that only some optimisers have. */
export type OwnSetting =
  'learningRate' | 'batch' | 'updateGrid' | 'trainingSeed' | keyof typeof gridUpdateSettings;

/** Whether grids are updated, when and how. */
const gridSettings: readonly OwnSetting[] = [
  'updateGrid',
  ...(Object.keys(gridUpdateSettings) as (keyof typeof gridUpdateSettings)[]),
];

export interface Optimizer {
  /** Among the options of the window. */
  readonly label: string;
  /** In a sentence, as in `Trained 50 steps (L-BFGS)`. */
  readonly name: string;
  /** What it does and what it suits, in one sentence. */
  readonly help: string;
  /** The default number of steps. */
  readonly steps: number;
  /** Whether a run ends when the error no longer falls: `steps` is then only the maximum. */
  readonly endsByItself: boolean;
  /** The settings that only this optimiser has, in the order of the form. */
  readonly settings: readonly OwnSetting[];
}

export const optimizers = {
  auto: {
    label: 'Automatic',
    name: 'automatic',
    help: 'Automatic tries several starts, keeps the best one, and refines the grids as long as the validation error falls.',
    steps: 1500,
    endsByItself: true,
    settings: ['trainingSeed'],
  },
  lm: {
    label: 'LM',
    name: 'Levenberg–Marquardt',
    help: 'LM (Levenberg–Marquardt) needs the fewest steps and suits small networks.',
    steps: 100,
    endsByItself: false,
    settings: gridSettings,
  },
  lbfgs: {
    label: 'L-BFGS',
    name: 'L-BFGS',
    help: 'L-BFGS suits networks and tables of any size, also with the penalty λ.',
    steps: 200,
    endsByItself: false,
    settings: gridSettings,
  },
  adam: {
    label: 'Adam',
    name: 'Adam',
    help: 'Adam makes many small steps, each on a part of the rows, and suits very large tables.',
    steps: 2000,
    endsByItself: false,
    settings: ['learningRate', 'batch', 'trainingSeed', ...gridSettings],
  },
} as const satisfies Readonly<Record<string, Optimizer>>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];

/** The optimisers that have settings that only they have. */
export function optimizersWith(setting: OwnSetting): readonly OptimizerName[] {
  return optimizerNames.filter((name) =>
    (optimizers[name].settings as readonly OwnSetting[]).includes(setting),
  );
}

/** The settings that only this optimiser has. */
export function ownSettings(optimizer: OptimizerName): readonly OwnSetting[] {
  return optimizers[optimizer].settings;
}
