/** Settings of a data set: what is predicted, which rows are held out, and how values are prepared. */
import { networkSettings } from './network.ts';
import { choice, MOST_SEED, real, whole } from './setting.ts';

export const dataSettings = {
  task: choice({
    label: 'Predict',
    help: 'A number (regression), or one of several labels (classification).',
    guide: 'roles',
    options: [
      { value: 'regression', label: 'A number' },
      { value: 'classification', label: 'A class' },
    ],
    default: 'regression',
    derived: 'a class if the target holds labels',
    flag: { name: 'task', help: 'predict a number or a class' },
  }),
  validationFraction: real({
    label: 'Validation',
    help: 'Share of the rows held out to choose the best step and the best network by.',
    guide: 'split',
    least: 0,
    most: 0.9,
    share: true,
    default: 0.15,
    flag: {
      name: 'validation-fraction',
      value: 'x',
      help: 'share of the rows held out to choose the best step and network by',
    },
  }),
  testFraction: real({
    label: 'Test',
    help: 'Share of the rows held out to measure the final error. They are never used in training.',
    guide: 'split',
    least: 0,
    most: 0.9,
    share: true,
    default: 0.15,
    flag: {
      name: 'test-fraction',
      value: 'x',
      help: 'share of the rows held out to measure the final error on',
    },
  }),
  /** Which rows go where. */
  seed: whole({
    label: 'Split seed',
    help: 'Chooses which rows are for training, validation and test. The same seed gives the same split.',
    guide: 'seed',
    least: 0,
    most: MOST_SEED,
    default: networkSettings.seed.default,
    derived: 'the seed of the network',
    flag: { name: 'split-seed', value: 'N', help: 'chooses which rows are held out' },
  }),
  scaling: choice({
    label: 'Scaling',
    help: 'How inputs are scaled before training: to the range −1 … 1, or to mean 0 and standard deviation 1 (standard). Formulas and plots are in your own units.',
    guide: 'scaling',
    options: [
      { value: 'range', label: '−1 … 1' },
      { value: 'standard', label: 'Standard' },
      { value: 'none', label: 'None' },
    ],
    default: 'range',
    flag: {
      name: 'scaling',
      help: 'scale inputs to −1 … 1, to mean 0 and standard deviation 1, or not at all',
    },
  }),
  missing: choice({
    label: 'Missing values',
    help: 'Leave out rows with a missing value, or fill missing inputs with the median, or the most frequent label, of the training rows.',
    guide: 'missing',
    options: [
      { value: 'drop', label: 'Leave out' },
      { value: 'median', label: 'Use median' },
    ],
    default: 'drop',
    flag: { name: 'missing', help: 'leave out rows with a missing input, or fill it with the median' },
  }),
} as const;
