/** Names that are suggested in place of wrong ones. */
import { expect, it } from 'vitest';
import { nearestName } from '../../../main/engine/data/table/names.ts';

const flags = ['out', 'log', 'target', 'steps', 'hidden', 'seed'];

it.each([
  ['taget', 'target'],
  ['tagret', 'target'],
  ['TARGET', 'target'],
  ['hiden', 'hidden'],
  ['step', 'steps'],
  ['sede', 'seed'],
  ['o', null],
  ['x', null],
  ['l', null],
  ['lo', null],
  ['og', null],
  ['sleeps', null],
  ['garget-set', null],
])('for “%s” it is %s', (wanted, nearest) => {
  expect(nearestName(wanted, flags)).toBe(nearest);
});

it('of one letter must be the same but for capitals', () => {
  expect(nearestName('x', ['x1', 'z', 'X'])).toBe('X');
  expect(nearestName('x', ['x1', 'z'])).toBeNull();
});
