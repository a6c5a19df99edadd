/** Pictures of the network and of charts, for papers, talks and pages. */
import { part, type Room } from '../../common/room.ts';
import { pictureActions } from './actions.ts';
import type { PictureNeeds } from './needs.ts';
import ChartMenu from './ChartMenu.svelte';
import PictureDialog from './PictureDialog.svelte';

export function pictureRoom(studio: PictureNeeds) {
  const open = (): boolean => studio.view.dialog === 'picture' && studio.network.model !== null;
  return {
    actions: pictureActions(studio),
    parts: [
      part(studio, 'over', PictureDialog, open),
      part(studio, 'over', ChartMenu, () => studio.picture.chart !== null),
    ],
  } satisfies Room;
}
