/** Predictions for the rows of another table. */
import { defineActions } from '../../actions/action.ts';
import { exportActions } from '../../common/export.ts';
import type { PredictNeeds } from './needs.ts';
import { predictionsExport } from './predictions-export.ts';

export function predictActions(studio: PredictNeeds) {
  const { network, predict, view } = studio;
  return [
    ...defineActions(studio, 'Evaluation', [
      {
        id: 'predict.open',
        label: 'Predict a table…',
        keywords: 'score new data csv apply',
        separated: true,
        enabled: () => studio.ready && network.trained,
        run: () => {
          view.show('predict');
          return predict.openDialog();
        },
      },
    ]),
    ...exportActions(studio, 'Evaluation', [predictionsExport(studio)]),
  ];
}
