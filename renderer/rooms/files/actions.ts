/** Tables, projects and the start page. */
import { defineActions } from '../../actions/action.ts';
import type { FilesNeeds } from './needs.ts';

export function fileActions(studio: FilesNeeds) {
  const canSave = (): boolean => studio.ready && (studio.network.model !== null || studio.equations.begun);
  return defineActions(studio, 'File', [
    {
      id: 'data.open',
      label: 'Open a table…',
      shortcut: 'Mod+O',
      keywords: 'csv xlsx excel workbook data file import',
      enabled: () => studio.ready,
      run: () => studio.files.openDialog('table'),
    },
    {
      id: 'project.open',
      label: 'Open a project…',
      shortcut: 'Mod+Shift+O',
      keywords: 'kan load',
      enabled: () => studio.ready,
      run: () => studio.files.openDialog('project'),
    },
    {
      id: 'project.save',
      label: 'Save the project',
      shortcut: 'Mod+S',
      keywords: 'kan write',
      separated: true,
      enabled: canSave,
      run: () => studio.files.save(),
    },
    {
      id: 'project.saveAs',
      label: 'Save the project as…',
      shortcut: 'Mod+Shift+S',
      keywords: 'kan write copy another name',
      enabled: canSave,
      run: () => studio.files.saveAs(),
    },
    {
      id: 'view.home',
      label: 'Samples and recent files',
      keywords: 'start page gallery welcome examples home',
      separated: true,
      enabled: () => studio.screen === 'workbench',
      run: () => (studio.files.home = true),
    },
    {
      id: 'view.bench',
      label: 'Back to the workbench',
      keywords: 'return network',
      enabled: () => studio.screen === 'welcome' && studio.files.home,
      run: () => (studio.files.home = false),
    },
  ]);
}
