import { expect, it } from 'vitest';
import { madeForText, outOfDateText } from '../../../shared/results/madeFor.ts';

it('figures say what they were made for', () => {
  const of = { table: 'falls.csv', network: 'Trained 5 steps', changed: [] };
  expect(madeForText(of)).toBe('Made for falls.csv and the network “Trained 5 steps”.');
  expect(madeForText({ ...of, network: '' })).toBe('Made for falls.csv.');
  expect(outOfDateText(of)).toBe('');
});

it('figures say what has changed since', () => {
  expect(outOfDateText({ changed: ['split'] })).toBe('Out of date: the split has changed.');
  expect(outOfDateText({ changed: ['table', 'network'] })).toBe(
    'Out of date: the table and the network have changed.',
  );
  expect(outOfDateText({ changed: ['roles', 'split', 'network'] })).toBe(
    'Out of date: what the columns are used for, the split and the network have changed.',
  );
});
