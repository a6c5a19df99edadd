/** Differential equations solved with a network. */
import { part, type Room } from '../../common/room.ts';
import { equationsActions } from './actions.ts';
import EquationsScreen from './EquationsScreen.svelte';
import type { EquationsNeeds } from './needs.ts';

export function equationsRoom(studio: EquationsNeeds) {
  const { equations } = studio;
  return {
    actions: equationsActions(studio),
    parts: [part(studio, 'screen', EquationsScreen, () => studio.screen === 'equations')],
    listen: (client) => [
      client.on('equation', (view) => {
        equations.view = view;
      }),
    ],
    restore: (snapshot) => {
      equations.restore(snapshot.equation);
    },
    engineLost: () => {
      equations.interrupt();
    },
  } satisfies Room;
}
