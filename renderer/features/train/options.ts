/** What a training run can be asked for: limits and what each option means, in one place. Pure. */
import type { TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { RunStatus, TrainingView } from '../../../shared/contract/views.ts';

export const DEFAULT_TRAINING: TrainingSetup = {
  optimizer: 'lbfgs',
  steps: 50,
  lamb: 0,
  learningRate: 0.01,
  batch: 0,
  updateGrid: true,
};

export const IDLE: TrainingView = {
  status: 'idle',
  optimizer: '',
  step: 0,
  steps: 0,
  seconds: 0,
  rowsPerSecond: 0,
  stepsPerSecond: 0,
  secondsLeft: null,
  decisions: [],
  message: '',
  points: [],
};

export const HELP = {
  optimizer:
    'How the parameters are improved. L-BFGS uses curvature and suits most tables; Adam takes many small steps and suits very large ones.',
  steps: 'How many times the optimizer improves the parameters before it stops by itself.',
  lamb: 'Strength of the pull towards a simpler network: unneeded edges fade out. 0 fits the data alone; 0.001 to 0.01 is a good start.',
  learningRate: 'Size of one of Adam’s steps. Too large and the error jumps; too small and it crawls.',
  batch: 'Rows used for one of Adam’s steps, drawn at random. 0 uses all rows every time.',
  updateGrid: 'Moves the knots of the splines to where the data is, early in the run.',
} as const;

const LIVE: readonly RunStatus[] = ['running', 'paused'];

/** Whether a run is under way, if only paused. */
export function isLive(status: RunStatus): boolean {
  return LIVE.includes(status);
}

const STATUS_LABELS: Readonly<Record<RunStatus, string>> = {
  idle: 'Ready',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Stopped early',
};

export function statusLabel(status: RunStatus): string {
  return STATUS_LABELS[status];
}
