/** Actions of a node: its edges, its place among the others of its layer, and its removal. */
import type { NodeRef } from '../../../shared/refs.ts';
import { defineActions } from '../../actions/action.ts';
import { foldedEdges, refsOf } from '../../drawing/folded.ts';
import type { GraphNeeds } from './needs.ts';
import { neighbourOf } from './state.svelte.ts';

/**
 * Exchanges nodes of a layer, one pair after another, as one revision; the order is then the person's, no longer that
 * of fewest crossings. @param choose the node to select afterwards.
 */
export async function swapNodes(
  studio: GraphNeeds,
  layer: number,
  pairs: readonly (readonly [number, number])[],
  choose: NodeRef,
): Promise<void> {
  studio.graph.setUntangled(false);
  if (pairs.length > 0) await studio.edits.apply({ type: 'swap', layer, pairs: [...pairs] });
  studio.selection.chooseNode(choose);
}

/** On the selected node. */
export function nodeActions(studio: GraphNeeds) {
  const { network, selection, training, edits } = studio;
  const free = (): boolean => network.model !== null && studio.ready && !training.live && !edits.busy;
  const neighbour = (by: -1 | 1) =>
    network.model && selection.node && neighbourOf(network.model.nodes, selection.node, by);
  const move = (by: -1 | 1): Promise<void> | undefined => {
    const swap = neighbour(by);
    if (!swap) return undefined;
    const { layer, first, second } = swap;
    return swapNodes(studio, layer, [[first, second]], { layer, node: second });
  };
  const edgesAt = (side: 'in' | 'out') => {
    const { node } = selection;
    if (!node || !network.model) return [];
    const { subnodes } = network.model.nodes[node.layer][node.node];
    return foldedEdges(network.model)
      .filter(
        ({ edge, parts }) =>
          edge.kind !== 'removed' &&
          (side === 'out'
            ? edge.layer === node.layer && parts.some((part) => part.edge.input === node.node)
            : edge.layer === node.layer - 1 && subnodes.includes(edge.output)),
      )
      .flatMap(refsOf);
  };
  const hidden = (): boolean =>
    selection.node !== null &&
    network.model !== null &&
    selection.node.layer < network.model.shape.length - 1;

  return defineActions(studio, 'Network', [
    {
      id: 'node.edgesIn',
      label: 'Select the incoming edges',
      keywords: 'select incoming node',
      separated: true,
      menus: ['node'],
      enabled: () => edgesAt('in').length > 0,
      run: () => {
        selection.chooseEdges(edgesAt('in'));
      },
    },
    {
      id: 'node.edgesOut',
      label: 'Select the outgoing edges',
      keywords: 'select outgoing node',
      menus: ['node'],
      enabled: () => edgesAt('out').length > 0,
      run: () => {
        selection.chooseEdges(edgesAt('out'));
      },
    },
    {
      id: 'node.up',
      label: 'Move the node up',
      shortcut: 'Alt+ArrowUp',
      keywords: 'swap order reorder',
      menus: ['node'],
      enabled: () => free() && neighbour(-1) !== null,
      run: () => move(-1),
    },
    {
      id: 'node.down',
      label: 'Move the node down',
      shortcut: 'Alt+ArrowDown',
      keywords: 'swap order reorder',
      menus: ['node'],
      enabled: () => free() && neighbour(1) !== null,
      run: () => move(1),
    },
    {
      id: 'node.remove',
      label: 'Remove the node',
      keywords: 'prune delete cut',
      menus: ['node'],
      enabled: () => free() && hidden(),
      run: () => selection.node && edits.apply({ type: 'removeNodes', nodes: [selection.node] }),
    },
  ]);
}
