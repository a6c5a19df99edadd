/** The network beside multilayer perceptrons (MLPs) that learn from the same rows. */
import { panel, type Room } from '../../common/room.ts';
import { comparisonActions } from './actions.ts';
import ComparisonPanel from './ComparisonPanel.svelte';
import type { ComparisonNeeds } from './needs.ts';

export function comparisonRoom(studio: ComparisonNeeds) {
  const { comparison } = studio;
  return {
    actions: comparisonActions(studio),
    panels: [
      panel(studio, {
        id: 'comparison',
        title: 'MLPs',
        heading: 'Comparison with MLPs',
        slot: 'below',
        component: ComparisonPanel,
      }),
    ],
    listen: (client) => [
      client.on('comparison', (view) => {
        comparison.view = view;
      }),
      client.on('sizeStudy', (view) => {
        comparison.sizes = view;
      }),
      client.on('findings', (findings) => {
        comparison.findings = findings;
      }),
    ],
    restore: (snapshot) => {
      comparison.restore(snapshot);
    },
    engineLost: () => comparison.interrupt(),
  } satisfies Room;
}
