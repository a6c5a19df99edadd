/** The network as a graph: drawn, walked, pruned. */
import { part, type Room } from '../../common/room.ts';
import { graphActions } from './actions.ts';
import GraphPart from './GraphPart.svelte';
import type { GraphNeeds } from './needs.ts';
import { nodeActions } from './node-actions.ts';

export function graphRoom(studio: GraphNeeds) {
  return {
    actions: [...graphActions(studio), ...nodeActions(studio)],
    parts: [part(studio, 'middle', GraphPart)],
    modelChanged: () => {
      studio.prune.reset();
    },
  } satisfies Room;
}
