/** The network graph. */
import type { Workbench } from '../state/workbench.svelte.ts';
import { defineActions, type Action } from './action.ts';

export function graphActions(bench: Workbench): readonly Action[] {
  return defineActions(bench, 'View', [
    {
      id: 'view.zoomToFit',
      label: 'Zoom to fit',
      shortcut: 'Mod+0',
      keywords: 'graph centre all',
      menus: ['graph'],
      enabled: () => bench.network.model !== null,
      run: () => {
        bench.zoomToFit();
      },
    },
  ]);
}
