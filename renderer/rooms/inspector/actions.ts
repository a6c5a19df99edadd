/** Edits of the selected edges: fixed to functions, locked, pruned, restored. */
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { EdgeView } from '../../../shared/contract/views/network.ts';
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
  ]);
}
