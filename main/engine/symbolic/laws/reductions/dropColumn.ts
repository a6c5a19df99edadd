import { variance } from '../../../data/table/statistics.ts';
import { rootMeanSquare } from '../../../../../shared/rootMeanSquare.ts';
import { changed } from '../problem.ts';
import { bestSurfaces } from './reduced.ts';
import type { Reduction } from './reduction.ts';

/**
 * Only columns whose slopes are below this share of the steepest ones: in few rows, slopes of columns without effect are
 * not much smaller than that.
 */
const flat = 0.3;

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
      .filter((i) => steepness[i] < flat * steepest)
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
