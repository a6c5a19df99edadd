/** What a training run can be asked for: limits and what each option means, in one place. Pure. */
import type { TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { TrainingView } from '../../../shared/contract/views.ts';

export type OptimizerName = TrainingSetup['optimizer'];

/** In the order of choice: what a newcomer needs first. */
export const OPTIMIZERS: readonly { readonly value: OptimizerName; readonly label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'lm', label: 'LM' },
  { value: 'lbfgs', label: 'L-BFGS' },
  { value: 'adam', label: 'Adam' },
];

/** Steps that each optimizer is given until someone says otherwise; the command line has the same. */
export const DEFAULT_STEPS: Readonly<Record<OptimizerName, number>> = {
  auto: 1500,
  lm: 100,
  lbfgs: 200,
  adam: 2000,
};

export const DEFAULT_TRAINING: TrainingSetup = {
  optimizer: 'auto',
  steps: DEFAULT_STEPS.auto,
  lamb: 0,
  learningRate: 0.01,
  batch: 0,
  updateGrid: true,
};

/** With another optimizer; steps that were not set by hand become its usual ones. */
export function withOptimizer(setup: TrainingSetup, optimizer: OptimizerName): TrainingSetup {
  const untouched = setup.steps === DEFAULT_STEPS[setup.optimizer];
  return { ...setup, optimizer, steps: untouched ? DEFAULT_STEPS[optimizer] : setup.steps };
}

/** Whether a run decides by itself when it is done, so that its steps tell nothing of what is left. */
export function isOpenEnded(view: TrainingView): boolean {
  return view.optimizer === 'automatic';
}

export const OPTIMIZER_HELP: Readonly<Record<OptimizerName, string>> = {
  auto: 'Automatic tries several starts, keeps the best, and makes the grids finer for as long as the validation error falls.',
  lm: 'LM (Levenberg–Marquardt) gets most out of each step and suits small networks.',
  lbfgs: 'L-BFGS estimates the curvature from its past steps and suits networks and tables of any size.',
  adam: 'Adam makes many small steps on a part of the rows at a time and suits very large tables.',
};

export const HELP = {
  ownSetup: 'The options below are your own. A preset sets them for a purpose.',
  steps: 'How many times the optimizer improves the parameters before it stops by itself.',
  mostSteps: 'The run ends by itself when nothing gets better, and after this many steps in any case.',
  lamb: 'Strength of the pull towards a simpler network: unneeded edges fade out. 0 fits the data alone; 0.001 to 0.01 is a good start.',
  learningRate: 'Size of one of Adam’s steps. Too large and the error jumps; too small and it crawls.',
  batch: 'Rows used for one of Adam’s steps, drawn at random. 0 uses all rows every time.',
  updateGrid: 'Moves the knots of the splines to where the data is, early in the run.',
} as const;
