/** Settings of a data set: what is predicted, which rows are held out, and how values are prepared. */
import { networkSettings } from './network.ts';
import { choice, MOST_SEED, real, whole } from './setting.ts';

export const dataSettings = {
  task: choice({
    label: 'Predict',
    help: 'A number (regression), or which of several labels a row has (classification).',
    guide: 'roles',
    options: [
      { value: 'regression', label: 'A number' },
      { value: 'classification', label: 'A class' },
    ],
    default: 'regression',
    derived: 'classification if the target holds words',
    flag: { name: 'task', help: 'whether a number or a class is predicted' },
  }),
  validationFraction: real({
    label: 'Validation',
    help: 'Share of the rows that training is watched on, to see when it stops getting better.',
    guide: 'split',
    least: 0,
    most: 0.9,
    share: true,
    default: 0.15,
    flag: {
      name: 'validation-fraction',
      value: 'x',
      help: 'share of the rows held out to choose the best step by',
    },
  }),
  testFraction: real({
    label: 'Test',
    help: 'Share of the rows kept aside to measure the final error: training never sees them.',
    guide: 'split',
    least: 0,
    most: 0.9,
    share: true,
    default: 0.15,
    flag: { name: 'test-fraction', value: 'x', help: 'share of the rows held out to test on' },
  }),
  /** Which rows go where. */
  seed: whole({
    label: 'Split seed',
    help: 'Decides which rows go where. The same seed gives the same split.',
    guide: 'seed',
    least: 0,
    most: MOST_SEED,
    default: networkSettings.seed.default,
    derived: 'as the seed of the network',
    flag: { name: 'split-seed', value: 'N', help: 'decides which rows are held out' },
  }),
  scaling: choice({
    label: 'Scaling',
    help: 'How inputs are brought to a common size: to the range −1 … 1, or standardised to mean 0 and standard deviation 1. Formulas and plots stay in your own units.',
    guide: 'scaling',
    options: [
      { value: 'range', label: '−1 … 1' },
      { value: 'standard', label: 'Standard' },
      { value: 'none', label: 'None' },
    ],
    default: 'range',
    flag: {
      name: 'scaling',
      help: 'inputs to −1 … 1, to mean 0 and standard deviation 1, or as they are',
    },
  }),
  missing: choice({
    label: 'Missing values',
    help: 'Leave out rows with a gap, or fill gaps of inputs with the training rows’ median.',
    guide: 'missing',
    options: [
      { value: 'drop', label: 'Leave the row out' },
      { value: 'median', label: 'Fill with the median' },
    ],
    default: 'drop',
    flag: { name: 'missing', help: 'rows with a missing input: left out, or filled with the median' },
  }),
} as const;
