/** Actions that choose what the inspector shows: the next edge, the strongest one, nothing. */
import { sameEdge } from '../../common/refs.ts';
import { foldedEdges, refsOf } from '../../drawing/folded.ts';
import { defineActions } from '../../actions/action.ts';
import type { InspectorNeeds } from './needs.ts';

export function selectionActions(studio: InspectorNeeds) {
  const { network, selection } = studio;
  const looking = (): boolean => studio.ready && studio.screen === 'workbench' && network.model !== null;

  function walk(by: number): void {
    const edges = network.model
      ? foldedEdges(network.model).filter(({ edge }) => edge.kind !== 'removed')
      : [];
    if (edges.length === 0) return;
    const { edge } = selection;
    const at = edge
      ? edges.findIndex(({ parts }) => parts.some((part) => sameEdge(part.edge, edge)))
      : by > 0
        ? -1
        : 0;
    selection.chooseEdges(refsOf(edges[(at + by + edges.length) % edges.length]));
  }

  return defineActions(studio, 'Edge', [
    {
      id: 'edge.next',
      label: 'Next edge',
      shortcut: 'N',
      keywords: 'walk forward inspect',
      separated: true,
      enabled: looking,
      run: () => {
        walk(1);
      },
    },
    {
      id: 'edge.previous',
      label: 'Previous edge',
      shortcut: 'Shift+N',
      keywords: 'walk back inspect',
      enabled: looking,
      run: () => {
        walk(-1);
      },
    },
    {
      id: 'edge.strongest',
      label: 'Show the strongest spline',
      keywords: 'edge curve score important inspect',
      enabled: () => studio.ready && network.strongest !== null,
      run: () => {
        if (network.strongest) selection.chooseEdges(refsOf(network.strongest));
      },
    },
    {
      id: 'edge.enter',
      label: 'Go to the inspector',
      shortcut: 'I',
      keywords: 'focus keyboard candidates look',
      enabled: looking,
      run: () => {
        studio.inspector.enter();
      },
    },
    {
      id: 'edge.close',
      label: 'Clear the selection',
      keywords: 'deselect clear close inspector network',
      separated: true,
      enabled: () => selection.edges.length > 0 || selection.node !== null,
      run: () => {
        selection.clear();
      },
    },
  ]);
}
