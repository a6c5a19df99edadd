import type { ErrorMeasure } from '../../../../shared/contract/views/scores.ts';
import type { Encoding } from '../encoding/encoding.ts';
import { nameWithUnit } from '../units/columnUnits.ts';

/**
 * What the errors of a network with this encoding are.
 * @param weights the column with the weights of the rows that they are of; null where rows count the same.
 */
export function errorMeasure({ task, outputs, targets }: Encoding, weights: string | null): ErrorMeasure {
  if (task === 'classification') return { kind: 'cross-entropy', targets, weights };
  return { kind: outputs.length === 1 ? 'RMSE' : 'scaled RMSE', targets: outputs.map(nameWithUnit), weights };
}
