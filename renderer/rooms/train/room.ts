/** Training runs: their options, their controls, their curves. */
import { panel, part, type Room } from '../../common/room.ts';
import { trainingActions } from './actions.ts';
import type { TrainNeeds } from './needs.ts';
import FilmPresented from './FilmPresented.svelte';
import RunControls from './RunControls.svelte';
import RunFacts from './RunFacts.svelte';
import TrainPanel from './TrainPanel.svelte';

export function trainRoom(studio: TrainNeeds) {
  const { training } = studio;
  return {
    actions: trainingActions(studio),
    panels: [panel(studio, { id: 'training', title: 'Training', slot: 'below', component: TrainPanel })],
    parts: [
      part(studio, 'run', RunControls),
      part(studio, 'runFacts', RunFacts),
      part(studio, 'foot', FilmPresented, () => studio.view.presenting),
    ],
    listen: (client) => [
      client.on('training', (view) => {
        training.hear(view);
      }),
    ],
    restore: (snapshot) => {
      training.restore(snapshot);
    },
    modelChanged: ({ history }) => {
      training.follow(history);
    },
    beginAnew: () => {
      training.clear();
    },
    engineLost: () => training.interrupt(),
  } satisfies Room;
}
