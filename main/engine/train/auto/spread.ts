/** How much there is to explain. */
import type { Dataset } from '../../data/dataset.ts';

/**
 * Standard deviation of the targets in their own units over the training rows, several targets taken together as their RMSE
 * is; 1 for classes.
 */
export function targetSpread({ train, encoding }: Dataset): number {
  if (encoding.task === 'classification') return 1;
  const variances = encoding.outputs.map(({ scaling }, output) => {
    const column = train.targets.subarray(output * train.rows, (output + 1) * train.rows);
    const mean = column.reduce((sum, value) => sum + value, 0) / train.rows;
    return column.reduce((sum, value) => sum + ((value - mean) * scaling.scale) ** 2, 0) / train.rows;
  });
  return Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0) / variances.length);
}
