/** Guide, tour, keys and log. */
import type { Workbench } from '../state/workbench.svelte.ts';
import { defineActions, type Action } from './action.ts';

export function helpActions(bench: Workbench): readonly Action[] {
  const { app } = bench.studio;
  return defineActions(bench, 'Help', [
    {
      id: 'help.guide',
      label: 'Open the guide',
      shortcut: 'F1',
      keywords: 'manual documentation',
      run: () => app.openExternal('guide'),
    },
    {
      id: 'help.tour',
      label: 'Tour of the workbench',
      keywords: 'introduction first steps begin learn',
      enabled: () => bench.ready && !bench.data.loading,
      run: () => bench.startTour(),
    },
    {
      id: 'help.shortcuts',
      label: 'Keyboard shortcuts',
      shortcut: '?',
      keywords: 'keys sheet cheat',
      run: () => (bench.view.dialog = 'shortcuts'),
    },
    {
      id: 'help.log',
      label: 'Show the log file',
      keywords: 'debug report',
      separated: true,
      run: () => app.showLog(),
    },
  ]);
}
