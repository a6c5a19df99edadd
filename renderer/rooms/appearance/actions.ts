/** Light and dark, and the window as an audience sees it. */
import { defineActions } from '../../actions/action.ts';
import type { AppearanceNeeds } from './needs.ts';

export function appearanceActions(studio: AppearanceNeeds) {
  const { theme, view } = studio;
  return defineActions(studio, 'View', [
    {
      id: 'view.presentation',
      label: 'Presentation',
      shortcut: 'F5',
      keywords: 'class projector large full lecture audience',
      separated: true,
      checked: () => view.presenting,
      enabled: () => studio.screen === 'workbench',
      run: () => {
        view.presenting = !view.presenting;
      },
    },
    {
      id: 'view.theme.light',
      label: 'Light theme',
      keywords: 'settings preferences appearance bright',
      separated: true,
      checked: () => theme.choice === 'light',
      run: () => theme.choose('light'),
    },
    {
      id: 'view.theme.dark',
      label: 'Dark theme',
      keywords: 'settings preferences appearance night',
      checked: () => theme.choice === 'dark',
      run: () => theme.choose('dark'),
    },
    {
      id: 'view.theme.system',
      label: 'Theme of the system',
      keywords: 'settings preferences appearance auto',
      checked: () => theme.choice === 'system',
      run: () => theme.choose('system'),
    },
  ]);
}
