/** Actions of the network graph: finding, selecting, pruning by score, and how it is shown. */
import { defineActions } from '../../actions/action.ts';
import type { GraphNeeds } from './needs.ts';

export function graphActions(studio: GraphNeeds) {
  const { graph, network, prune, selection, training, edits } = studio;
  const there = (): boolean => studio.screen === 'workbench' && network.model !== null;
  const free = (): boolean => there() && studio.ready && !training.live && !edits.busy;
  return [
    ...defineActions(studio, 'Network', [
      {
        id: 'graph.find',
        label: 'Find in the network…',
        shortcut: 'Mod+F',
        keywords: 'search node edge name function',
        menus: ['graph'],
        enabled: there,
        run: () => {
          graph.finding = true;
        },
      },
      {
        id: 'graph.selectAll',
        label: 'Select all edges',
        shortcut: 'Mod+A',
        inText: 'selectAll',
        keywords: 'select everything',
        menus: ['graph'],
        enabled: there,
        run: () => {
          selection.chooseEdges(network.model?.edges.filter((edge) => edge.kind !== 'removed') ?? []);
        },
      },
      {
        id: 'graph.prune',
        label: 'Prune by score…',
        shortcut: 'Mod+Shift+P',
        keywords: 'threshold slider remove weak edges nodes',
        separated: true,
        menus: ['graph'],
        enabled: there,
        run: () => {
          prune.open = true;
        },
      },
      {
        id: 'graph.sparsify',
        label: 'Simplify at once: the smallest network that is not worse',
        keywords: 'sparsify lambda regularise sparse prune automatic',
        enabled: free,
        run: () => {
          prune.open = true;
          return prune.sparsify();
        },
      },
    ]),
    ...defineActions(studio, 'View', [
      {
        id: 'view.zoomToFit',
        label: 'Zoom to fit',
        shortcut: 'Mod+0',
        keywords: 'graph centre all',
        menus: ['graph'],
        enabled: there,
        run: () => {
          graph.stage.fit();
        },
      },
      {
        id: 'graph.focus',
        label: 'Go to the network',
        shortcut: 'Alt+G',
        keywords: 'graph focus keyboard',
        enabled: there,
        run: () => {
          graph.stage.focus();
        },
      },
      {
        id: 'graph.removed',
        label: 'Show pruned edges',
        keywords: 'removed ghosts',
        menus: ['graph'],
        checked: () => graph.removed,
        enabled: there,
        run: () => {
          graph.setRemoved(!graph.removed);
        },
      },
      {
        id: 'graph.untangled',
        label: 'Order nodes to reduce crossings',
        keywords: 'untangle layout arrange sort',
        checked: () => graph.untangled,
        enabled: there,
        run: () => {
          graph.setUntangled(!graph.untangled);
        },
      },
    ]),
  ];
}
