/** What is said of rows outside the range that a network was trained on. */
import { expect, it } from 'vitest';
import { isOutside } from '../../../main/engine/data/units/inputRange.ts';
import { rangeWarnings, type RangedInput } from '../../../main/engine/measure/rangeWarnings.ts';

function input(name: string, range: readonly [number, number], ...values: readonly number[]): RangedInput {
  const beyond = Uint8Array.from(values, (value) => Number(isOutside(value, range)));
  return { feature: { name }, range, values: Float64Array.from(values), beyond };
}

it('one input is told with its range and what the range is of', () => {
  expect(rangeWarnings([input('a', [0, 1], 0.5, 1)], 'training rows')).toEqual([]);
  expect(rangeWarnings([input('a', [0, 1], 0.5, 2), input('b', [0, 1], 0, 0)], 'training rows')).toEqual([
    'a: 1 row lies outside 0 … 1, the range of the training rows; do not rely on the predictions there.',
  ]);
  expect(rangeWarnings([input('a', [0, 1], 3, 2)], 'splines')[0]).toMatch(
    /^a: 2 rows lie outside 0 … 1, the range of the network’s splines;/,
  );
});

it('several are one sentence, those with the most rows first, and the others counted', () => {
  expect(rangeWarnings([input('a', [0, 1], 2, 0), input('b', [0, 1], 2, 3)], 'training rows')).toEqual([
    'Outside the range of the training rows: b in 2 rows (0 … 1), a in 1 row (0 … 1). Do not rely on the predictions of these rows.',
  ]);
  const many = Array.from({ length: 30 }, (_, i) => input(`x${i}`, [0, 1], 2));
  const [sentence, ...rest] = rangeWarnings(many, 'training rows');
  expect(rest).toEqual([]);
  expect(sentence).toMatch(/, x4 in 1 row \(0 … 1\), and 25 more inputs\. Do not rely/);
});
