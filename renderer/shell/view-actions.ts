/** What the window shows, and how it looks. */
import type { Studio } from '../studio.svelte.ts';
import { BELOW_TABS, LEFT_TABS } from './view.svelte.ts';
import { defineActions, type Action } from '../actions/action.ts';

export function viewActions(studio: Studio): readonly Action[] {
  const { theme, view } = studio;
  const onBench = (): boolean => studio.screen === 'bench';
  return defineActions(studio, 'View', [
    {
      id: 'view.palette',
      label: 'Commands…',
      shortcut: 'Mod+K',
      keywords: 'palette find',
      separated: true,
      run: () => (view.dialog = 'palette'),
    },
    ...LEFT_TABS.map(({ value, label }, index) => ({
      id: `view.${value}`,
      label: `Show ${label.toLowerCase()}`,
      shortcut: `Alt+${index + 1}`,
      keywords: 'panel left tab',
      separated: index === 0,
      checked: () => onBench() && view.left === value,
      enabled: onBench,
      run: () => {
        view.showLeft(value);
      },
    })),
    ...BELOW_TABS.map(({ value, label }, index) => ({
      id: `view.${value}`,
      label: `Show ${label.toLowerCase()}`,
      shortcut: `Alt+${LEFT_TABS.length + index + 1}`,
      keywords: 'panel below tab',
      separated: index === 0,
      checked: () => onBench() && view.below === value,
      enabled: onBench,
      run: () => {
        view.showBelow(value);
      },
    })),
    {
      id: 'view.theme.light',
      label: 'Light theme',
      keywords: 'appearance bright',
      separated: true,
      checked: () => theme.choice === 'light',
      run: () => theme.choose('light'),
    },
    {
      id: 'view.theme.dark',
      label: 'Dark theme',
      keywords: 'appearance night',
      checked: () => theme.choice === 'dark',
      run: () => theme.choose('dark'),
    },
    {
      id: 'view.theme.system',
      label: 'Theme of the system',
      keywords: 'appearance auto',
      checked: () => theme.choice === 'system',
      run: () => theme.choose('system'),
    },
  ]);
}
