/** Pictures of the network. */
import { defineActions } from '../../actions/action.ts';
import type { PictureNeeds } from './needs.ts';

export function pictureActions(studio: PictureNeeds) {
  return defineActions(studio, 'View', [
    {
      id: 'graph.picture',
      label: 'Save a picture of the network…',
      shortcut: 'Mod+Shift+E',
      keywords: 'export svg png image figure paper copy',
      separated: true,
      menus: ['graph'],
      enabled: () => studio.screen === 'workbench' && studio.network.model !== null,
      run: () => {
        studio.view.dialog = 'picture';
      },
    },
  ]);
}
