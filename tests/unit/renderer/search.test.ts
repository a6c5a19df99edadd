import { describe, expect, test } from 'vitest';
import { searchActions } from '../../../renderer/actions/search.ts';

const actions = [
  { label: 'Open a table…', keywords: 'csv data import' },
  { label: 'Train one step', keywords: 'single iteration' },
  { label: 'Stop training', keywords: 'end abort' },
  { label: 'Train', keywords: 'run fit start' },
];
const found = (typed: string) => searchActions(actions, typed).map(({ label }) => label);

describe('the search for an action', () => {
  test('shows everything while nothing is typed', () => {
    expect(found(' ')).toEqual(actions.map(({ label }) => label));
  });
  test('finds every word, in the label or beside it, in any case', () => {
    expect(found('TABLE csv')).toEqual(['Open a table…']);
    expect(found('step fit')).toEqual([]);
  });
  test('puts first the actions that begin with the text', () => {
    expect(found('train')).toEqual(['Train one step', 'Train', 'Stop training']);
  });
});
