import { dot } from '../../../optim/vector.ts';
import { leastError } from './reduced.ts';
import type { Reduction } from './reduction.ts';
import { scaled, type Scaling } from './scaling.ts';

/** The slopes of a surface with a larger error are not reliable. */
export const poor = 0.03;

/** Where the surface fits badly: powers of single columns as factors, and all columns in one product of powers. */
export const multiplyColumns: Reduction = {
  goesAlone: false,
  attempts(reduced) {
    const { problem, surfaces } = reduced;
    const { groups } = problem;
    if (groups.length < 2 || leastError(reduced) < poor) return [];
    const [{ values, slopes }] = surfaces.plain;
    const square = dot(values, values);
    const single = groups.flatMap((group, i): Scaling[] => {
      if (!group.values.every((value) => value > 0)) return [];
      const own = slopes[i].map((slope, row) => slope * group.values[row]);
      const p = Math.round((2 * dot(own, values)) / square) / 2;
      const others = groups.flatMap((_, j) => (j === i ? [] : [groups.map((__, k) => (k === j ? 1 : 0))]));
      return p === 0 ? [] : [{ factor: groups.map((_, k) => (k === i ? p : 0)), groups: others }];
    });
    const together: Scaling[] =
      groups.length > 4
        ? []
        : signs(groups.length).map((exponents) => ({ factor: exponents.map(() => 0), groups: [exponents] }));
    return [...single, ...together].map((scaling) => () => scaled(problem, scaling));
  },
};

/** All tuples of 1 and −1 that begin with 1. */
function signs(count: number): number[][] {
  if (count === 1) return [[1]];
  return signs(count - 1).flatMap((tuple) => [
    [...tuple, 1],
    [...tuple, -1],
  ]);
}
