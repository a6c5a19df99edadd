/** The network that is asked for, and making it. */
import { panel, part, type Room } from '../../common/room.ts';
import ConfirmSetup from './ConfirmSetup.svelte';
import type { NetworkNeeds } from './needs.ts';
import NetworkPanel from './NetworkPanel.svelte';

export function networkRoom(studio: NetworkNeeds) {
  const { setup } = studio;
  return {
    panels: [
      panel(studio, {
        id: 'network',
        title: 'Network',
        heading: 'Network set-up',
        slot: 'left',
        component: NetworkPanel,
      }),
    ],
    parts: [part(studio, 'leftFoot', ConfirmSetup, () => setup.mustConfirm || setup.blocked)],
    restore: (snapshot) => {
      setup.restore(snapshot);
    },
    modelChanged: ({ networkSetup }) => {
      setup.follow(networkSetup);
    },
  } satisfies Room;
}
