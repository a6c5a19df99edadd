/** Walks in the history of revisions. */
import type { Workbench } from '../state/workbench.svelte.ts';
import { defineActions, type Action } from './action.ts';

export function historyActions(bench: Workbench): readonly Action[] {
  const { history } = bench;
  const free = (): boolean =>
    bench.ready && bench.screen === 'bench' && !bench.training.live && !history.busy;
  return defineActions(bench, 'Edit', [
    {
      id: 'edit.undo',
      label: 'Undo',
      shortcut: 'Mod+Z',
      keywords: 'back revision history',
      yieldsToText: true,
      enabled: () => free() && history.view.undo !== null,
      run: () => history.undo(),
    },
    {
      id: 'edit.redo',
      label: 'Redo',
      shortcut: 'Mod+Shift+Z',
      otherShortcuts: ['Mod+Y'],
      keywords: 'forward again revision history',
      yieldsToText: true,
      enabled: () => free() && history.view.redo !== null,
      run: () => history.redo(),
    },
  ]);
}
