/** Settings of predictions. */
import { real } from './setting.ts';

/** Of two classes: how probable the second must be to be predicted. */
export const thresholdSetting = real({
  label: 'Threshold',
  help: 'The second of two classes is predicted where its probability is above this. A lower threshold finds more rows of this class, and more rows that are not of it.',
  guide: 'threshold',
  least: 0,
  most: 1,
  default: 0.5,
  flag: {
    name: 'threshold',
    value: 'P',
    help: 'of two classes: predicts the second where its probability is above P',
  },
});
