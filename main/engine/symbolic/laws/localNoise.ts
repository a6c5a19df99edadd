/**
 * How far the rows are from the rows next to them, without a surface through all of them: a straight line (a plane …) through
 * the nearest rows predicts each row. Of rows with noise this is about the noise. Of rows without noise it falls with the
 * distance of the rows, also where a law has poles or waves that no polynomial follows.
 */
import { evenRows } from '../../data/rows.ts';
import { predictedAt } from './localPlane.ts';
import type { Problem } from './problem.ts';
import { nearestTo, ranksOf } from './neighbours.ts';
import { spread } from './surface.ts';

/** Rows that are predicted. */
const predicted = 100;
const mostRows = 1000;
/** Neighbours beyond those that determine the plane. */
const spare = 3;
/** The standard deviation of normal numbers over the median of their sizes. */
const perMedian = 1.4826;

/** The median error of such predictions as a share of the target's spread; Infinity with too few rows. */
export function localNoise({ groups, target, factor, data }: Problem): number {
  const rows = Math.min(mostRows, target.length);
  const count = groups.length;
  const neighbours = count + 1 + spare;
  if (count === 0 || rows < 4 * neighbours) return Infinity;
  const columns = groups.map(({ values }) => values.subarray(0, rows));
  const places = columns.map(ranksOf);
  const weight = (row: number): number => data.weights?.[row] ?? 1;
  let total = 0;
  for (let row = 0; row < rows; row++) total += weight(row);
  const errors = Float64Array.from(evenRows(rows, predicted), (row) => {
    const near = nearestTo(row, places, neighbours);
    const error = target[row] - predictedAt(row, near, columns, target);
    return Math.abs(error * factor.values[row]) * Math.sqrt((weight(row) * rows) / total);
  }).sort();
  return (perMedian * errors[errors.length >> 1]) / spread(data.target, data.weights);
}
