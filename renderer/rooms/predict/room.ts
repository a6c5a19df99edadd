/** Predictions for the rows of another table. */
import { panel, type Room } from '../../common/room.ts';
import { predictActions } from './actions.ts';
import type { PredictNeeds } from './needs.ts';
import PredictPanel from './PredictPanel.svelte';

export function predictRoom(studio: PredictNeeds) {
  return {
    actions: predictActions(studio),
    panels: [panel(studio, { id: 'predict', title: 'Predict', slot: 'below', component: PredictPanel })],
  } satisfies Room;
}
