import { expect, test } from 'vitest';
import { labelOf, ownParts } from '../../../renderer/drawing/own-part.ts';

const reagents = [1, 2, 12].map((i) => `concentration_of_the_reagent_number_${i}_in_mmol`);

test('labels of long names that begin alike have the word in which they differ', () => {
  const own = ownParts([...reagents, 'temperature']);
  expect(reagents.map((name) => labelOf(name, own.get(name)!))).toEqual([
    'concen…1_in_mmol',
    'concen…2_in_mmol',
    'concen…12_in_mmol',
  ]);
  expect(labelOf('temperature', own.get('temperature')!)).toBe('temperature');
});

test('names that their beginning tells apart stay as they are', () => {
  const names = ['mass of the first body in kg', 'mole fraction of the second part'];
  expect([...ownParts(names).values()]).toEqual([0, 0]);
  expect(names.map((name) => labelOf(name, 0))).toEqual(names);
});

test('a name that another one begins with differs from it at its last word', () => {
  const names = ['pressure of the vessel', 'pressure of the vessel after the valve'];
  const own = ownParts(names);
  expect(names.map((name) => own.get(name))).toEqual([16, 16]);
});
