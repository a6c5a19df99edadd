import { expect, it } from 'vitest';
import { percentText } from '../../../shared/percent.ts';

it.each([
  [1, '100 %'],
  [0, '0 %'],
  [0.973, '97.3 %'],
  [0.5, '50.0 %'],
  [58 / 60, '96.7 %'],
  // Neither all nor nothing, and it shows.
  [0.9999, '99.99 %'],
  [1 - 1 / 3000, '99.97 %'],
  [4e-4, '0.04 %'],
  [null, '–'],
  [NaN, '–'],
])('%s of the rows are %s', (share, text) => {
  expect(percentText(share)).toBe(text);
});
