/** Guide, tour, keys and log. */
import type { Studio } from '../studio.svelte.ts';
import { defineActions, type Action } from '../actions/action.ts';

export function helpActions(studio: Studio): readonly Action[] {
  const { app } = studio.api;
  return defineActions(studio, 'Help', [
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
      enabled: () => studio.ready && !studio.data.loading,
      run: () => studio.startTour(),
    },
    {
      id: 'help.shortcuts',
      label: 'Keyboard shortcuts',
      shortcut: '?',
      keywords: 'keys sheet cheat',
      run: () => (studio.view.dialog = 'shortcuts'),
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
