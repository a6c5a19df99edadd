/** The table: its preview, its columns and their roles. */
import { panel, part, type Room } from '../../common/room.ts';
import { dataActions } from './actions.ts';
import ColumnsDialog from './ColumnsDialog.svelte';
import DataPanel from './DataPanel.svelte';
import ImportScreen from './ImportScreen.svelte';
import type { DataNeeds } from './needs.ts';

export function dataRoom(studio: DataNeeds) {
  const { data } = studio;
  return {
    panels: [panel(studio, { id: 'data', title: 'Data', slot: 'left', filled: true, component: DataPanel })],
    parts: [
      part(studio, 'screen', ImportScreen, () => studio.screen === 'import'),
      part(studio, 'over', ColumnsDialog, () => studio.view.dialog === 'columns' && data.table !== null),
    ],
    actions: dataActions(studio),
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
      return '';
    },
  } satisfies Room;
}
