/** A table with the predictions beside its columns. */
import type { Export } from '../../common/export.ts';
import type { PredictNeeds } from './needs.ts';

export function predictionsExport(studio: PredictNeeds) {
  const { predict } = studio;
  return {
    id: 'predict.save',
    label: 'Save the predictions…',
    keywords: 'csv export score',
    enabled: () => studio.ready && predict.view !== null && !predict.busy,
    make: () => predict.table(),
  } as const satisfies Export;
}
