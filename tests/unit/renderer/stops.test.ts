/** A slider that takes some values only. */
import { expect, it } from 'vitest';
import { nearestStop, stopAfter } from '../../../renderer/ui/form/stops.ts';

const stops = Float64Array.of(1, 2, 3, 10, 50);

it('takes the nearest of its values', () => {
  expect([-5, 1.4, 1.6, 29, 31, 99].map((value) => nearestStop(stops, value))).toEqual([1, 1, 2, 10, 50, 50]);
});

it.each([
  ['ArrowRight', 3, 10],
  ['ArrowUp', 10, 50],
  ['ArrowUp', 50, 50],
  ['ArrowLeft', 10, 3],
  ['ArrowDown', 1, 1],
  // From between two of them.
  ['ArrowRight', 2.5, 3],
  ['ArrowLeft', 2.5, 2],
  ['PageUp', 2, 50],
  ['PageDown', 50, 1],
  ['Home', 10, 1],
  ['End', 2, 50],
  ['a', 2, null],
])('%s leads from %d to %s', (key, from, to) => {
  expect(stopAfter(stops, from, key)).toBe(to);
});
