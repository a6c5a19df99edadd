import type { Weighing } from '../../../../shared/contract/weighing.ts';
import type { ErrorMeasure } from '../../../../shared/contract/views/scores.ts';
import type { Encoding } from '../encoding/encoding.ts';
import { nameWithUnit } from '../units/columnUnits.ts';

/**
 * What the errors of a network with this encoding are.
 * @param weighing how much the rows that they are of count; null where they count the same.
 */
export function errorMeasure({ task, outputs, targets }: Encoding, weighing: Weighing | null): ErrorMeasure {
  if (task === 'classification') return { kind: 'cross-entropy', targets, weighing };
  return {
    kind: outputs.length === 1 ? 'RMSE' : 'scaled RMSE',
    targets: outputs.map(nameWithUnit),
    weighing,
  };
}
