import { variance } from '../../../data/table/statistics.ts';
import { rootMeanSquare } from '../../../../../shared/rootMeanSquare.ts';
import { changed } from '../problem.ts';
import { bestSurfaces } from './reduced.ts';
import type { Reduction } from './reduction.ts';

/** Drops columns that may have no effect, those with the smallest slopes first. */
export const dropColumn: Reduction = {
  // Without columns that have no effect, all other reductions are easier to find.
  goesAlone: true,
  attempts(reduced) {
    const { problem } = reduced;
    const { groups } = problem;
    if (groups.length < 2) return [];
    const [surface] = bestSurfaces(reduced);
    const steepness = groups.map(
      ({ values }, i) => rootMeanSquare(surface.slopes[i]) * Math.sqrt(variance(values)),
    );
    const steepest = Math.max(...steepness);
    return groups
      .map((_, i) => i)
      .filter((i) => steepness[i] < 0.1 * steepest)
      .sort((i, j) => steepness[i] - steepness[j])
      .map(
        (i) => () =>
          changed(
            problem,
            groups.filter((_, j) => j !== i).map(({ expression }) => expression),
            null,
          ),
      );
  },
};
