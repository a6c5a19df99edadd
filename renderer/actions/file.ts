/** Tables, projects and the start page. */
import type { Workbench } from '../state/workbench.svelte.ts';
import { defineActions, type Action } from './action.ts';

export function fileActions(bench: Workbench): readonly Action[] {
  return defineActions(bench, 'File', [
    {
      id: 'data.open',
      label: 'Open a table…',
      shortcut: 'Mod+O',
      keywords: 'csv data file import',
      enabled: () => bench.ready,
      run: () => bench.files.openDialog('table'),
    },
    {
      id: 'project.open',
      label: 'Open a project…',
      shortcut: 'Mod+Shift+O',
      keywords: 'kan load',
      enabled: () => bench.ready,
      run: () => bench.files.openDialog('project'),
    },
    {
      id: 'project.save',
      label: 'Save the project…',
      shortcut: 'Mod+S',
      keywords: 'kan write',
      separated: true,
      enabled: () => bench.ready && bench.network.model !== null,
      run: () => bench.files.save(),
    },
    {
      id: 'view.home',
      label: 'Samples and recent files',
      keywords: 'start page gallery welcome examples home',
      separated: true,
      enabled: () => bench.screen === 'bench',
      run: () => (bench.files.home = true),
    },
    {
      id: 'view.bench',
      label: 'Back to the workbench',
      keywords: 'return network',
      enabled: () => bench.screen === 'welcome' && bench.files.home,
      run: () => (bench.files.home = false),
    },
  ]);
}
