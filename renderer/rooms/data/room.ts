/** The table: its preview, its columns and their roles. */
import { panel, part, type Room } from '../../common/room.ts';
import DataPanel from './DataPanel.svelte';
import ImportScreen from './ImportScreen.svelte';
import type { DataNeeds } from './needs.ts';

export function dataRoom(studio: DataNeeds) {
  const { data } = studio;
  return {
    panels: [panel(studio, { id: 'data', title: 'Data', slot: 'left', component: DataPanel })],
    parts: [part(studio, 'screen', ImportScreen, () => studio.screen === 'import')],
    listen: (client) => [
      client.on('data.progress', (progress) => {
        data.showProgress(progress);
      }),
      client.on('dataset', (event) => {
        data.follow(event);
      }),
    ],
    restore: (snapshot) => {
      data.restore(snapshot);
    },
    engineLost: () => {
      data.interrupt();
    },
  } satisfies Room;
}
