/** The table in use. */
import { defineActions } from '../../actions/action.ts';
import type { DataNeeds } from './needs.ts';

export function dataActions(studio: DataNeeds) {
  const { data } = studio;
  const present = (): boolean => studio.screen === 'workbench' && data.table !== null;
  return defineActions(studio, 'File', [
    {
      id: 'data.columns',
      label: 'All columns',
      keywords: 'table roles target missing units check',
      separated: true,
      enabled: present,
      run: () => (studio.view.dialog = 'columns'),
    },
    {
      id: 'data.reading',
      label: 'How the file is read',
      keywords: 'delimiter decimal mark missing reread table types',
      enabled: () => present() && studio.ready && !studio.training.live,
      run: () => data.reopen(),
    },
  ]);
}
