import { describe, expect, it } from 'vitest';
import { ACTION_GROUPS, defineActions, type ActionSpec } from '../../../renderer/actions/action.ts';
import { ActionRegistry } from '../../../renderer/actions/registry.ts';
import { sameKeys } from '../../../renderer/actions/shortcuts.ts';

const registryOf = (...specs: readonly Omit<ActionSpec, 'label' | 'run'>[]) =>
  new ActionRegistry(
    defineActions(
      { attempt: () => undefined, screen: 'workbench' },
      'File',
      specs.map((spec) => ({ label: spec.id, run: () => undefined, ...spec })),
    ),
  );

describe('the registry of actions', () => {
  it('finds each by its id', () => {
    const registry = registryOf({ id: 'a' }, { id: 'b' });
    expect(registry.get('b').label).toBe('b');
    expect(registry.find('c')).toBeUndefined();
  });

  it('refuses two actions with one id', () => {
    expect(() => registryOf({ id: 'a' }, { id: 'b' }, { id: 'a' })).toThrow('Two actions have the id a.');
  });

  it('refuses two actions with one key, also if it is a second key or written differently', () => {
    const first = { id: 'a', shortcut: 'Mod+Shift+K' };
    expect(() => registryOf(first, { id: 'b', shortcut: 'Mod+Shift+K' })).toThrow(
      'The actions a and b have one key: Mod+Shift+K.',
    );
    expect(() => registryOf(first, { id: 'b', shortcut: 'B', otherShortcuts: ['Shift+Mod+k'] })).toThrow(
      'The actions a and b have one key: Shift+Mod+k.',
    );
    expect(() => registryOf(first, { id: 'b', shortcut: 'Mod+K' })).not.toThrow();
  });
});

describe('an action', () => {
  it.each(['welcome', 'import', 'equations'] as const)('is not done unseen on the screen “%s”', (screen) => {
    const done: string[] = [];
    const actions = ACTION_GROUPS.flatMap((group) =>
      defineActions({ attempt: () => undefined, screen }, group, [
        { id: group, label: group, run: () => done.push(group) },
      ]),
    );
    for (const action of actions) action.perform();
    const possible = actions.filter(({ enabled }) => enabled()).map(({ id }) => id);
    expect(possible).toEqual(['File', 'Edit', 'View', 'Help']);
    expect(done).toEqual(possible);
  });
});

describe('keys', () => {
  it.each([
    ['Mod+Shift+Z', 'Shift+Mod+z', true],
    ['Mod+Z', 'Mod+Shift+Z', false],
    ['?', 'Shift+?', true],
    ['Alt+1', 'Alt+2', false],
  ])('%s and %s', (a, b, same) => {
    expect(sameKeys(a, b)).toBe(same);
  });
});
