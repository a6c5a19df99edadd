/** Differential equations solved with a network. */
import { part, type Room } from '../../common/room.ts';
import { equationsActions } from './actions.ts';
import EquationsScreen from './EquationsScreen.svelte';
import type { EquationsNeeds } from './needs.ts';

export function equationsRoom(studio: EquationsNeeds) {
  const { equations, unsaved } = studio;
  return {
    actions: equationsActions(studio),
    parts: [part(studio, 'screen', EquationsScreen, () => studio.screen === 'equations')],
    listen: (client) => [
      client.on('equation', (view) => {
        equations.view = view;
      }),
      client.on('equationSteps', (steps) => {
        equations.follow(steps);
        unsaved.followEquations(steps.unsaved);
      }),
    ],
    restore: (snapshot) => {
      equations.restore(snapshot);
      unsaved.followEquations(snapshot.equationSteps.unsaved);
      // Work without a network or a table is an equation.
      if (snapshot.model === null && snapshot.table === null && snapshot.equationSteps.draft !== null)
        equations.open = true;
    },
    engineLost: () => {
      equations.interrupt();
      return '';
    },
  } satisfies Room;
}
