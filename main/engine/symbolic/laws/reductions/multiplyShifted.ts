import { number, product, sum } from '../../../../../shared/expression/tree.ts';
import { dot } from '../../../optim/vector.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import { changed, type Group } from '../problem.ts';
import type { Surface } from '../surface.ts';
import { bestSurfaces } from './reduced.ts';
import type { Attempt, Reduction } from './reduction.ts';

/** How far the slopes may be from those of such a product, as a share. */
const mostDoubt = 0.6;
/** Slopes are less exact than surfaces: z + s is also tried where it begins at so many times the value that the slopes give. */
const spreadOfStarts = [1, 0.8, 1.25];
const mostPairs = 4;
/** With more columns the surfaces take long. */
const mostGroups = 3;
/** z + s changes by at least this share over the rows: otherwise z has hardly an effect. */
const leastChange = 0.1;

/**
 * Pairs of columns that may act only by x·(z + s), as a rate that is a line of another column: (a + b·z)·x. Then x·∂f/∂x = (z + s)·∂f/∂z,
 * from which s follows.
 */
export const multiplyShifted: Reduction = {
  goesAlone: false,
  attempts(reduced) {
    const { problem } = reduced;
    const { groups } = problem;
    if (groups.length < 2 || groups.length > mostGroups) return [];
    const found = bestSurfaces(reduced).flatMap((surface) =>
      groups.flatMap((one, i) =>
        groups.flatMap((other, j) => {
          const shift = i === j ? null : shiftOf(surface, [i, j], [one, other]);
          return shift === null ? [] : [{ one, other, ...shift }];
        }),
      ),
    );
    return found
      .sort((a, b) => a.doubt - b.doubt)
      .slice(0, mostPairs)
      .flatMap(({ one, other, starts }) =>
        starts.map((start): Attempt => {
          const shifted = sum([other.expression, number(start)]);
          const others = groups.filter((group) => group !== one && group !== other);
          const joined = product([one.expression, shifted]);
          return () => changed(problem, [joined, ...others.map(({ expression }) => expression)], null);
        }),
      );
  },
};

/** The shifts of z to try; null where the slopes are not those of a function of x·(z + s), or z + s changes its sign. */
function shiftOf(
  { slopes }: Surface,
  [i, j]: readonly [number, number],
  [one, other]: readonly [Group, Group],
): { readonly doubt: number; readonly starts: readonly number[] } | null {
  const [along, across] = [slopes[i].map((slope, row) => slope * one.values[row]), slopes[j]];
  const wanted = along.map((value, row) => value - other.values[row] * across[row]);
  const shift = dot(wanted, across) / dot(across, across);
  const rest = wanted.map((value, row) => value - shift * across[row]);
  const doubt = Math.sqrt(dot(rest, rest) / dot(along, along));
  const [low, high] = rangeOf(other.values);
  const [near, far] =
    shift + (low + high) / 2 > 0 ? [low + shift, high + shift] : [high + shift, low + shift];
  const isUseful = near * far > 0 && Math.abs(far - near) > leastChange * Math.abs(far);
  if (!(doubt < mostDoubt) || !isUseful) return null;
  return { doubt, starts: spreadOfStarts.map((times) => shift + (times - 1) * near) };
}
