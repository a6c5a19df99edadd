/** Predictions for new data, and the rows that are chosen. */
import type { Workbench } from '../state/workbench.svelte.ts';
import { defineActions, type Action } from './action.ts';

export function evaluationActions(bench: Workbench): readonly Action[] {
  const { network, predict, selection, view } = bench;
  return defineActions(bench, 'Evaluation', [
    {
      id: 'predict.open',
      label: 'Predict for a table…',
      keywords: 'score new data csv apply',
      enabled: () => bench.ready && network.trained,
      run: () => {
        view.showBelow('predict');
        return predict.openDialog();
      },
    },
    {
      id: 'predict.save',
      label: 'Save the predictions…',
      keywords: 'csv export score',
      enabled: () => bench.ready && predict.view !== null && !predict.busy,
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
