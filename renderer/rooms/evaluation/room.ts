/** How well the network does, row by row and input by input. */
import { panel, part, type Room } from '../../common/room.ts';
import { evaluationActions } from './actions.ts';
import EvaluationPanel from './EvaluationPanel.svelte';
import MapBeside from './MapBeside.svelte';
import { mapIsPresented } from './map-presented.ts';
import type { EvaluationNeeds } from './needs.ts';

export function evaluationRoom(studio: EvaluationNeeds) {
  const { evaluation } = studio;
  return {
    actions: evaluationActions(studio),
    panels: [
      panel(studio, { id: 'evaluation', title: 'Evaluation', slot: 'below', component: EvaluationPanel }),
    ],
    parts: [part(studio, 'beside', MapBeside, () => mapIsPresented(studio))],
    restore: () => {
      evaluation.clear();
    },
    beginAnew: () => {
      evaluation.clear();
    },
  } satisfies Room;
}
