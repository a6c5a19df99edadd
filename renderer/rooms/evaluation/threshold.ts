/** What a threshold of the probability predicts for two classes. Pure. */
import type { ThresholdCounts } from '../../../shared/contract/views/evaluation.ts';
import type { Confusion } from '../../../shared/contract/views/scores.ts';

export interface AtThreshold {
  /** Of all rows of the split, the first class first. */
  readonly confusion: Confusion;
  /** Of the rows that are predicted as the second class, the share that are; NaN where there are none. */
  readonly precision: number;
  /** Of the rows of the second class, the share that are found. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
  readonly accuracy: number;
  /** Of the first class, the share that is predicted as the second. */
  readonly falsePositive: number;
}

/** @param labels of the two classes. @param threshold between 0 and 1; the nearest that was counted is taken. */
export function atThreshold(
  { right, wrong, inClass, others }: ThresholdCounts,
  labels: readonly string[],
  threshold: number,
): AtThreshold {
  const step = Math.round(threshold * (right.length - 1));
  const [found, mistaken] = [right[step], wrong[step]];
  return {
    confusion: {
      labels,
      counts: [
        [others - mistaken, mistaken],
        [inClass - found, found],
      ],
    },
    precision: found / (found + mistaken),
    recall: found / inClass,
    f1: (2 * found) / (inClass + found + mistaken),
    accuracy: (found + others - mistaken) / (inClass + others),
    falsePositive: mistaken / others,
  };
}
