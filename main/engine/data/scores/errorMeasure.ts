import type { ErrorMeasure } from '../../../../shared/contract/views/scores.ts';
import type { Encoding } from '../dataset/dataset.ts';
import { nameWithUnit } from '../units/columnUnits.ts';

/** What the errors of a network with this encoding are. */
export function errorMeasure({ task, outputs, targets }: Encoding): ErrorMeasure {
  if (task === 'classification') return { kind: 'cross-entropy', targets };
  return { kind: outputs.length === 1 ? 'RMSE' : 'scaled RMSE', targets: outputs.map(nameWithUnit) };
}
