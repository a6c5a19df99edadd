/** Predictions for new data, and the rows that are chosen. */
import type { Studio } from '../../studio.svelte.ts';
import { defineActions, type Action } from '../../actions/action.ts';

export function evaluationActions(studio: Studio): readonly Action[] {
  const { network, predict, selection, view } = studio;
  return defineActions(studio, 'Evaluation', [
    {
      id: 'predict.open',
      label: 'Predict for a table…',
      keywords: 'score new data csv apply',
      enabled: () => studio.ready && network.trained,
      run: () => {
        view.showBelow('predict');
        return predict.openDialog();
      },
    },
    {
      id: 'predict.save',
      label: 'Save the predictions…',
      keywords: 'csv export score',
      enabled: () => studio.ready && predict.view !== null && !predict.busy,
      run: () => predict.save(),
    },
    {
      id: 'rows.clear',
      label: 'Let go of the chosen rows',
      keywords: 'clear selection points',
      separated: true,
      enabled: () => selection.rows.length > 0,
      run: () => {
        selection.chooseRows([]);
      },
    },
  ]);
}
