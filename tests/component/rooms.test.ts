import { beforeEach, describe, expect, test } from 'vitest';
import { Studio } from '../../renderer/studio.svelte.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';

let studio: Studio;

beforeEach(() => {
  studio = new Studio(fakeStudio(), new FakeEngine());
});

describe('the panels of the rooms', () => {
  test('have different ids and titles, in the order of their tabs', () => {
    expect(studio.view.panelsAt('left').map(({ title }) => title)).toEqual(['Data', 'Network', 'History']);
    expect(studio.view.panelsAt('below').map(({ title }) => title)).toEqual([
      'Training',
      'Simplify',
      'Formulas',
      'Evaluation',
      'Predict',
      'Log',
      'MLPs',
      'Phases',
    ]);
  });

  test('each have an action that shows them, with a key by position', () => {
    const panels = [...studio.view.panelsAt('left'), ...studio.view.panelsAt('below')];
    for (const [index, { id, title }] of panels.entries()) {
      const action = studio.actions.get(`view.${id}`);
      expect(action.label).toBe(`Show ${title === 'MLPs' ? title : title.toLowerCase()}`);
      // There are ten keys with digits.
      expect(action.shortcut).toBe(index < 10 ? `Alt+${(index + 1) % 10}` : null);
    }
  });

  test('a panel that is open is open again the next time', () => {
    studio.view.show('history');
    expect(new Studio(fakeStudio(), new FakeEngine()).view.isOpen('history')).toBe(true);
  });
});

test('an unknown id of an action does not compile', () => {
  // @ts-expect-error No room has such an action.
  expect(() => studio.actions.get('train.strat').perform()).toThrow();
  // @ts-expect-error No room has such a panel.
  expect(studio.view.isOpen('evalution')).toBe(false);
});
