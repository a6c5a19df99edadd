/** How much there is to explain. */
import { jointUnit, type Dataset } from '../../data/dataset/dataset.ts';

/** Variance of the scaled targets over the training rows, the mean of several targets. Of numbers, not of classes. */
export function targetVariance({ train: { targets, rows }, encoding }: Dataset): number {
  const variances = encoding.outputs.map((_, output) =>
    varianceOf(targets.subarray(output * rows, (output + 1) * rows)),
  );
  return variances.reduce((sum, variance) => sum + variance, 0) / variances.length;
}

/** Standard deviation of the targets in the units that errors are told in; 1 for classes. */
export function targetSpread(dataset: Dataset): number {
  const { encoding } = dataset;
  return encoding.task === 'classification' ? 1 : Math.sqrt(targetVariance(dataset)) * jointUnit(encoding);
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
