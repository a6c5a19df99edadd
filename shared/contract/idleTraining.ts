import type { TrainingView } from './views.ts';

/** The state of training before any run. */
export const idleTraining: TrainingView = {
  status: 'idle',
  optimizer: '',
  device: null,
  step: 0,
  steps: 0,
  seconds: 0,
  rowsPerSecond: 0,
  stepsPerSecond: 0,
  secondsLeft: null,
  decisions: [],
  ladder: null,
  message: '',
  points: [],
};
