/** Products of powers in which a law scales, fitted to the rows where noise hides the slopes of a surface. */
import { fitIndices } from './indices.ts';
import { leastError } from './reduced.ts';
import type { Attempt, Reduction } from './reduction.ts';
import { scaled } from './scaling.ts';
import { wholeExponents } from './scalings.ts';

/** Below this share of the spread, the slopes of the surface are good enough. */
const exactEnough = 1e-3;
const mostRows = 1000;
const mostGroups = 2;
const highest = 6;

/** Replaces all columns by one or two products of powers, and a factor. */
export const fitGroups: Reduction = {
  goesAlone: false,
  attempts(reduced) {
    const { groups, target, weights } = reduced.problem;
    if (leastError(reduced) < exactEnough) return [];
    if (groups.some(({ values, isBare }) => isBare || values.some((value) => !(value > 0)))) return [];
    const rows = Math.min(mostRows, target.length);
    const data = {
      logs: groups.map(({ values }) => values.subarray(0, rows).map(Math.log)),
      target: target.subarray(0, rows),
      weights: weights && weights.subarray(0, rows),
    };
    const attempts: Attempt[] = [];
    for (let count = 1; count <= mostGroups && count < groups.length; count++) {
      attempts.push(() => {
        const found = fitIndices(data, count);
        if (found === null || [found.factor, ...found.groups].flat().some(isTooHigh)) return null;
        return scaled(reduced.problem, { factor: found.factor, groups: found.groups.map(wholeExponents) });
      });
    }
    return attempts;
  },
};

function isTooHigh(exponent: number): boolean {
  return Math.abs(exponent) > highest;
}
