/** What a network and an MLP still know of earlier rows when they learn one phase after another. */
import { panel, type Room } from '../../common/room.ts';
import { phasesActions } from './actions.ts';
import type { PhasesNeeds } from './needs.ts';
import PhasesPanel from './PhasesPanel.svelte';

export function phasesRoom(studio: PhasesNeeds) {
  const { phases } = studio;
  return {
    actions: phasesActions(studio),
    panels: [
      panel(studio, {
        id: 'phases',
        title: 'Phases',
        heading: 'Learning in phases',
        slot: 'below',
        component: PhasesPanel,
      }),
    ],
    listen: (client) => [
      client.on('phases', (view) => {
        phases.found = view;
      }),
      client.on('findings', (findings) => {
        phases.findings = findings;
      }),
    ],
    restore: (snapshot) => {
      phases.restore(snapshot);
    },
  } satisfies Room;
}
