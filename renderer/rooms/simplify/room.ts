/** The step after training: a smaller network with about the same error. */
import { panel, type Room } from '../../common/room.ts';
import { simplifyActions } from './actions.ts';
import type { SimplifyNeeds } from './needs.ts';
import SimplifyPanel from './SimplifyPanel.svelte';

export function simplifyRoom(studio: SimplifyNeeds) {
  const { simplify } = studio;
  return {
    actions: simplifyActions(studio),
    panels: [panel(studio, { id: 'simplify', title: 'Simplify', slot: 'below', component: SimplifyPanel })],
    restore: () => {
      simplify.clear();
    },
    modelChanged: ({ model }) => {
      if (model.revision !== simplify.found?.revision) simplify.clear();
    },
    beginAnew: () => {
      simplify.clear();
    },
  } satisfies Room;
}
