import { expect, test } from 'vitest';
import { labelOf, ownParts } from '../../../renderer/drawing/own-part.ts';

const within =
  (length: number) =>
  (text: string): boolean =>
    [...text].length <= length;
const labelsOf = (names: readonly string[], length: number): string[] => {
  const own = ownParts(names);
  return names.map((name) => labelOf(name, own.get(name)!, within(length)));
};
const reagents = [1, 2, 12].map((i) => `concentration_of_the_reagent_number_${i}_in_mmol`);

test('labels of long names that begin alike have the word in which they differ', () => {
  expect(labelsOf([...reagents, 'temperature'], 18)).toEqual([
    'concentr…1_in_mmol',
    'concentr…2_in_mmol',
    'concent…12_in_mmol',
    'temperature',
  ]);
});

test('long names that differ at their beginning and their end keep both', () => {
  expect(labelsOf(['flow to the left outlet valve', 'pressure at the right outlet pipe'], 16)).toEqual([
    'flow to …t valve',
    'pressure…et pipe',
  ]);
});

test('names that have room stay as they are', () => {
  const names = ['mass of the first body in kg', 'mole fraction of the second part'];
  expect([...ownParts(names).values()]).toEqual([0, 0]);
  expect(labelsOf(names, 40)).toEqual(names);
});

test('names that differ only at their end have labels that differ, however little room there is', () => {
  const names = ['反应器出口温度测量值第一传感器甲', '反应器出口温度测量值第一传感器乙'];
  for (const length of [3, 9, 12]) expect(new Set(labelsOf(names, length)).size).toBe(2);
});

test('an own part that is too long for its place gives way in the middle too', () => {
  const names = ['temperature of the cooling water in the west', 'temperature of the product in the east'];
  const labels = labelsOf(names, 14);
  expect(labels).toEqual(['tempera…e west', 'tempera…e east']);
});

test('a name that another one begins with differs from it at its last word', () => {
  const names = ['pressure of the vessel', 'pressure of the vessel after the valve'];
  const own = ownParts(names);
  expect(names.map((name) => own.get(name))).toEqual([16, 16]);
});
