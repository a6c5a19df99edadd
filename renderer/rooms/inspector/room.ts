/** The inspector: the selection in detail, and edits by hand. */
import { part, type Room } from '../../common/room.ts';
import { edgeActions } from './actions.ts';
import Inspector from './Inspector.svelte';
import type { InspectorNeeds } from './needs.ts';
import { selectionActions } from './selection-actions.ts';

export function inspectorRoom(studio: InspectorNeeds) {
  const { inspector } = studio;
  const refresh = (): void => {
    studio.attempt(inspector.refresh());
  };
  const followNetwork = (): void => {
    studio.attempt(inspector.followNetwork());
  };
  return {
    actions: [...edgeActions(studio), ...selectionActions(studio)],
    parts: [part(studio, 'right', Inspector)],
    listen: (client) => [client.on('curves', refresh), inspector.followSelection(refresh)],
    restore: followNetwork,
    modelChanged: followNetwork,
  } satisfies Room;
}
