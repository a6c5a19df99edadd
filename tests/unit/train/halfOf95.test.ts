/** Half the width of a 95 % interval, in standard errors. */
import { expect, it } from 'vitest';
import { halfOf95 } from '../../../main/engine/train/statistics/halfOf95.ts';

// qt(0.975, …) of R 4.
it.each([
  [1, 12.706205],
  [2, 4.302653],
  [3, 3.182446],
  [4, 2.776445],
  [5, 2.570582],
  [7, 2.364624],
  [18, 2.100922],
  [48, 2.010635],
  [1000, 1.962339],
  [Infinity, 1.959964],
])('with %d degrees of freedom is that of R', (freedom, reference) => {
  expect(halfOf95(freedom) / reference).toBeCloseTo(1, 4);
});
