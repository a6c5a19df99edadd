/** The edges of the network. */
import type { Workbench } from '../state/workbench.svelte.ts';
import { defineActions, type Action } from './action.ts';

export function edgeActions(bench: Workbench): readonly Action[] {
  return defineActions(bench, 'Edge', [
    {
      id: 'edge.strongest',
      label: 'Show the strongest edge',
      keywords: 'spline curve score important inspect',
      enabled: () => bench.ready && bench.network.model !== null,
      run: () => {
        bench.select(bench.network.strongest);
      },
    },
  ]);
}
