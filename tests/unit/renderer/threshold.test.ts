import { expect, test } from 'vitest';
import { atThreshold } from '../../../renderer/rooms/evaluation/threshold.ts';

test('a threshold gives the confusion matrix, precision, recall and F1 of the second class', () => {
  const counts = { right: new Float64Array(1001), wrong: new Float64Array(1001), inClass: 40, others: 160 };
  counts.right[300] = 30;
  counts.wrong[300] = 20;
  const figures = atThreshold(counts, ['off', 'on'], 0.3);
  expect(figures.confusion).toEqual({
    labels: ['off', 'on'],
    counts: [
      [140, 20],
      [10, 30],
    ],
  });
  expect(figures.precision).toBeCloseTo(0.6, 12);
  expect(figures.recall).toBeCloseTo(0.75, 12);
  expect(figures.f1).toBeCloseTo(2 / 3, 12);
  expect(figures.accuracy).toBeCloseTo(0.85, 12);
  expect(figures.falsePositive).toBeCloseTo(0.125, 12);
  // Nothing is predicted as the second class: precision is not known.
  expect(atThreshold(counts, ['off', 'on'], 0.9)).toMatchObject({ precision: NaN, recall: 0, f1: 0 });
});
