import { bestSurfaces } from './reduced.ts';
import type { Attempt, Reduction } from './reduction.ts';
import { scaled, type Scaling } from './scaling.ts';
import { scalings } from './scalings.ts';

/** Replaces columns by products of powers in which the law scales, the fewest groups first. */
export const scaleGroups: Reduction = {
  goesAlone: false,
  attempts(reduced) {
    const { problem } = reduced;
    const { groups } = problem;
    const found = new Map<string, Attempt>();
    const offer = (scaling: Scaling): void => {
      found.set(JSON.stringify(scaling), () => scaled(problem, scaling));
    };
    const counts: [number, Scaling][] = [];
    for (const surface of bestSurfaces(reduced)) {
      const rows = surface.values.length;
      const isLog = reduced.surfaces.logarithmic.includes(surface);
      const slopes = groups.map(({ values }, i) =>
        surface.slopes[i].map((slope, row) => slope * values[row]),
      );
      const own = isLog ? new Float64Array(rows).fill(1) : surface.values;
      for (const scaling of scalings(slopes, own)) counts.push([scaling.groups.length, scaling]);
    }
    counts.sort((a, b) => a[0] - b[0]);
    for (const [, scaling] of counts) offer(scaling);
    return [...found.values()].slice(0, 8);
  },
};
