/** How the window looks. */
import type { Room } from '../../common/room.ts';
import { appearanceActions } from './actions.ts';
import type { AppearanceNeeds } from './needs.ts';

export function appearanceRoom(studio: AppearanceNeeds) {
  return {
    actions: appearanceActions(studio),
    listen: () => {
      studio.attempt(studio.theme.load());
      return [];
    },
  } satisfies Room;
}
