import { describe, expect, it } from 'vitest';
import type { Action } from '../../../renderer/actions/action.ts';
import { menuBarOf } from '../../../renderer/actions/menu.ts';

describe('the menu bar', () => {
  const plain = {
    keywords: '',
    shortcut: null,
    otherShortcuts: [],
    inText: null,
    menus: [],
    separated: false,
    checked: null,
    enabled: () => true,
    perform: () => undefined,
  };
  const actions: readonly Action[] = [
    { ...plain, group: 'View', id: 'view.first', label: 'First', separated: true },
    {
      ...plain,
      group: 'View',
      id: 'view.dark',
      label: 'Dark',
      shortcut: 'Mod+D',
      separated: true,
      checked: () => true,
    },
    { ...plain, group: 'File', id: 'file.open', label: 'Open…', enabled: () => false },
  ];
  const bar = menuBarOf(actions, (action) => action.enabled());

  it('has each action once, in the menu of its group', () => {
    expect(bar.flatMap(({ items }) => items.map(({ id }) => id))).toEqual([
      'file.open',
      'view.first',
      'view.dark',
    ]);
    expect(bar.map(({ label }) => label).slice(0, 3)).toEqual(['File', 'Edit', 'View']);
    expect(bar.at(-1)?.label).toBe('Help');
  });

  it('marks actions that are possible, those that are on, and where sections begin', () => {
    const [{ items: file }, , { items: view }] = bar;
    expect(file[0]).toMatchObject({ enabled: false, checked: null, shortcut: null });
    expect(view).toEqual([
      { id: 'view.first', label: 'First', shortcut: null, enabled: true, checked: null, separated: false },
      { id: 'view.dark', label: 'Dark', shortcut: 'Mod+D', enabled: true, checked: true, separated: true },
    ]);
  });
});
