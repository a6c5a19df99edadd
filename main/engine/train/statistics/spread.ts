/** Variance and standard deviation of the targets. */
import type { Dataset } from '../../data/dataset/dataset.ts';
import { jointUnit } from '../../data/encoding/encoding.ts';
import { variance } from '../../data/table/statistics.ts';

/** Variance of the scaled targets over the training rows, the mean of several targets. For numbers, not for classes. */
export function targetVariance({ train: { targets, rows }, encoding }: Dataset): number {
  const variances = encoding.outputs.map((_, output) =>
    variance(targets.subarray(output * rows, (output + 1) * rows)),
  );
  return variances.reduce((sum, variance) => sum + variance, 0) / variances.length;
}

/**
 * Standard deviation of each target over the training rows, in its own unit; 1 for classes, whose error is of that
 * order.
 */
export function targetSpreads({ train: { targets, rows }, encoding }: Dataset): readonly number[] {
  if (encoding.task === 'classification') return [1];
  return encoding.outputs.map(({ scaling }, output) => {
    const values = targets.subarray(output * rows, (output + 1) * rows);
    return Math.sqrt(variance(values)) * Math.abs(scaling.scale);
  });
}

/** Standard deviation of the targets together in the unit of the errors; 1 for classes. */
export function targetSpread(dataset: Dataset): number {
  const { encoding } = dataset;
  return encoding.task === 'classification' ? 1 : Math.sqrt(targetVariance(dataset)) * jointUnit(encoding);
}
