/** The strip with the figures of the present network; it is always shown. */
import { part, type Room } from '../../common/room.ts';
import FiguresStrip from './FiguresStrip.svelte';
import type { FiguresNeeds } from './needs.ts';

export function figuresRoom(studio: FiguresNeeds) {
  return {
    parts: [part(studio, 'strip', FiguresStrip, () => studio.network.model !== null)],
  } satisfies Room;
}
