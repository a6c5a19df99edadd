/** Actions on edges: select the next one, fix to functions, lock, prune. Most act on all selected edges. */
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { EdgeView } from '../../../shared/contract/views/network.ts';
import { sameEdge } from '../../common/refs.ts';
import { foldedEdges, refsOf } from '../../drawing/folded.ts';
import { defineActions } from '../../actions/action.ts';
import type { InspectorNeeds } from './needs.ts';

export function edgeActions(studio: InspectorNeeds) {
  const { edits, fixing, network, selection } = studio;
  const views = (): readonly EdgeView[] =>
    network.model?.edges.filter((edge) => selection.hasEdge(edge)) ?? [];
  const those = (keep: (edge: EdgeView) => boolean) =>
    views()
      .filter(keep)
      .map(({ layer, input, output }) => ({ layer, input, output }));
  const there = (edge: EdgeView): boolean => edge.kind !== 'removed';
  const symbolic = (edge: EdgeView): boolean => edge.kind === 'symbolic';
  const free = (): boolean => studio.ready && !studio.training.live && !edits.busy;
  const any = (keep: (edge: EdgeView) => boolean): boolean => free() && views().some(keep);
  const looking = (): boolean => studio.ready && studio.screen === 'workbench' && network.model !== null;

  function walk(by: number): void {
    const edges = network.model ? foldedEdges(network.model).filter(({ edge }) => there(edge)) : [];
    if (edges.length === 0) return;
    const { edge } = selection;
    const at = edge
      ? edges.findIndex(({ parts }) => parts.some((part) => sameEdge(part.edge, edge)))
      : by > 0
        ? -1
        : 0;
    selection.chooseEdges(refsOf(edges[(at + by + edges.length) % edges.length]));
  }
  const apply = (edit: ModelEdit, refit = 0): Promise<void> => edits.apply(edit, refit);

  return defineActions(studio, 'Edge', [
    {
      id: 'edge.fix',
      label: 'Fix to the tried function or the best candidate',
      shortcut: 'F',
      keywords: 'symbolic function formula set candidate suggest',
      menus: ['edge'],
      enabled: () =>
        free() && selection.edges.length === 1 && (fixing.trial.edit !== null || fixing.best !== null),
      run: () => fixing.fix(),
    },
    {
      id: 'edge.unfix',
      label: 'Turn back into a spline',
      shortcut: 'U',
      keywords: 'unfix symbolic free',
      menus: ['edge'],
      enabled: () => any(symbolic),
      run: () => apply({ type: 'unfix', edges: those(symbolic) }),
    },
    {
      id: 'edge.lock',
      label: 'Lock or unlock',
      shortcut: 'L',
      keywords: 'hold freeze keep training',
      menus: ['edge'],
      enabled: () => any(there),
      run: () => {
        const locked = views()
          .filter(there)
          .some((edge) => !edge.locked);
        return apply({ type: 'lock', edges: those(there), locked });
      },
    },
    {
      id: 'edge.prune',
      label: 'Prune',
      shortcut: 'Delete',
      otherShortcuts: ['Backspace'],
      keywords: 'remove cut delete edge',
      menus: ['edge'],
      enabled: () => any(there),
      run: () => apply({ type: 'removeEdges', edges: those(there) }),
    },
    {
      id: 'edge.restore',
      label: 'Restore',
      keywords: 'bring back removed pruned edge',
      menus: ['edge'],
      enabled: () => any((edge) => edge.kind === 'removed'),
      run: () => apply({ type: 'restoreEdges', edges: those((edge) => edge.kind === 'removed') }),
    },
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
