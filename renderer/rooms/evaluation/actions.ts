/** The rows that are selected, and the map in a presentation. */
import { defineActions } from '../../actions/action.ts';
import { canPresentMap, mapIsPresented } from './map-presented.ts';
import type { EvaluationNeeds } from './needs.ts';

export function evaluationActions(studio: EvaluationNeeds) {
  const { evaluation, selection } = studio;
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
    {
      id: 'evaluation.presentMap',
      label: 'Map in the presentation',
      keywords: 'decision boundary classes heat map audience projector',
      checked: () => mapIsPresented(studio),
      enabled: () => studio.view.presenting && canPresentMap(studio),
      run: () => {
        evaluation.mapPresented = !mapIsPresented(studio);
      },
    },
  ]);
}
