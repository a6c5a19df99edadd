/** How many rows of two classes are predicted as the second, at each threshold of its probability. */
import type { ThresholdCounts } from '../../../../shared/contract/views/evaluation.ts';

/** Thresholds are multiples of 1 over this. */
const steps = 1000;

/** The odds, as logarithms, of each threshold: 0, 1/1000 … 1. */
const thresholds = Float64Array.from({ length: steps + 1 }, (_, step) => Math.log(step / (steps - step)));

/**
 * @param odds of the second class, as logarithms, one for each row; no NaN.
 * @param belongs 1 for rows of the second class, else 0.
 */
export function thresholdCounts(
  odds: Float64Array,
  belongs: Uint8Array,
  weights: Float64Array | null,
): ThresholdCounts {
  const right = new Float64Array(steps + 1);
  const wrong = new Float64Array(steps + 1);
  let [inClass, others] = [0, 0];
  odds.forEach((value, row) => {
    const weight = weights?.[row] ?? 1;
    const passed = thresholdsBelow(value);
    if (belongs[row] === 1) inClass += weight;
    else others += weight;
    if (passed > 0) (belongs[row] === 1 ? right : wrong)[passed - 1] += weight;
  });
  for (let step = steps - 1; step >= 0; step--) {
    right[step] += right[step + 1];
    wrong[step] += wrong[step + 1];
  }
  return { right, wrong, inClass, others };
}

/** How many thresholds lie below these odds. */
function thresholdsBelow(odds: number): number {
  let [low, high] = [0, steps + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (thresholds[middle] < odds) low = middle + 1;
    else high = middle;
  }
  return low;
}
