/** The rows that are selected. */
import { defineActions } from '../../actions/action.ts';
import type { EvaluationNeeds } from './needs.ts';

export function evaluationActions(studio: EvaluationNeeds) {
  const { selection } = studio;
  return defineActions(studio, 'Evaluation', [
    {
      id: 'rows.clear',
      label: 'Clear the row selection',
      keywords: 'clear selection points',
      enabled: () => selection.rows.length > 0,
      run: () => {
        selection.chooseRows([]);
      },
    },
  ]);
}
