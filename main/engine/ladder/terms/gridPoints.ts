/** Where the grid points of a curve lie among the rows. */
import { fromUnits, toUnits, type Scaling } from '../../data/table/scaling.ts';

/** Steps of an input between grid points: of its value, or of its logarithm. */
export type Steps = 'even' | 'logarithmic';

/** Where an input grows by less, steps of its logarithm are nearly steps of its value. */
const leastGrowth = 2;

/**
 * The average of equal steps and quantiles.
 * @param column the input as the network sees it. @returns `intervals` + 1 points, from the smallest to the largest row.
 */
export function gridPoints(column: Float64Array, intervals: number): Float64Array {
  const sorted = column.toSorted();
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const varies = last - first > 1e-9 * Math.max(Math.abs(first), Math.abs(last));
  const [low, high] = varies ? [first, last] : [first - 1, first + 1];
  return Float64Array.from({ length: intervals + 1 }, (_, i) => {
    const even = low + ((high - low) * i) / intervals;
    if (i === 0 || i === intervals || low !== first) return even;
    return (even + sorted[Math.round(((sorted.length - 1) * i) / intervals)]) / 2;
  });
}

/** The same with steps of the logarithm. @throws Error where the column has none: see {@link startOf}. */
export function logarithmicPoints(scaling: Scaling, column: Float64Array, intervals: number): Float64Array {
  const start = startOf(scaling, column);
  if (start === null) throw new Error('These values have no logarithmic steps.');
  const logarithms = column.map((x) => Math.log(toUnits(scaling, x) + start));
  return gridPoints(logarithms, intervals).map((z) => fromUnits(scaling, Math.exp(z) - start));
}

/**
 * What is added to the values before the logarithm is taken: nothing where all are above 0, and the smallest of the others
 * where the first is 0, as a time or a dose often is (Tukey's started logarithm). Null where the column has negative values,
 * grows too little, or is a logarithm already.
 */
export function startOf(scaling: Scaling, column: Float64Array): number | null {
  if (scaling.logarithm) return null;
  const values = column.map((x) => toUnits(scaling, x));
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  if (!(least >= 0 && most > 0)) return null;
  const start = least > 0 ? 0 : values.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Infinity);
  return (most + start) / (least + start) >= leastGrowth ? start : null;
}

/** Halves the widest gaps between ascending points until there are so many. */
export function fillWidest(points: readonly number[], count: number): Float64Array {
  const all = [...points];
  while (all.length < count) {
    let widest = 0;
    for (let i = 1; i < all.length - 1; i++)
      if (all[i + 1] - all[i] > all[widest + 1] - all[widest]) widest = i;
    all.splice(widest + 1, 0, (all[widest] + all[widest + 1]) / 2);
  }
  return Float64Array.from(all);
}
