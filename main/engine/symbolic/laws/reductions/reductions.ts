/**
 * Finds problems in fewer variables that have the same law. The slopes of a smooth surface through the rows show which
 * columns have no effect, which act only by their sum or difference, and in which products of powers the law scales
 * (dimensionless groups, found from the rows: Σ nᵢ xᵢ ∂f/∂xᵢ = n f). Each reduction is tried, and kept where a surface
 * in the fewer variables fits the rows as well.
 */
import { keyOf } from '../../../../../shared/expression/tree.ts';
import type { Problem } from '../problem.ts';
import { dropColumn } from './dropColumn.ts';
import { fitGroups } from './fitGroups.ts';
import { joinBlindly } from './joinBlindly.ts';
import { joinPair } from './joinPair.ts';
import { multiplyColumns } from './multiplyColumns.ts';
import { multiplyShifted } from './multiplyShifted.ts';
import { isNoWorse, leastError, reducedTo, rounding, type Reduced } from './reduced.ts';
import type { Reduction } from './reduction.ts';
import { scaleGroups } from './scaleGroups.ts';

/** In the order in which they are tried. */
const kinds: readonly Reduction[] = [
  dropColumn,
  fitGroups,
  joinPair,
  scaleGroups,
  multiplyShifted,
  joinBlindly,
  multiplyColumns,
];

const mostProblems = 8;
/** A later guess with more variables is better only where its error is below this share. */
const better = 0.5;

/** The problems of the law, the original one first; each later one has fewer variables than an earlier one. */
export async function* reductions(
  whole: Problem,
  breath: { take(): Promise<void> | undefined },
  signal: AbortSignal,
): AsyncGenerator<Reduced, void> {
  const start = reducedTo(whole);
  const seen = new Set<string>([keyOfProblem(whole)]);
  const waiting: Reduced[] = [start];
  let count = 1;
  yield start;
  while (waiting.length > 0 && count < mostProblems) {
    const parent = waiting.shift()!;
    for (const kind of kinds) {
      let best: Reduced | null = null;
      for (const make of kind.attempts(parent)) {
        if (signal.aborted) return;
        await breath.take();
        const problem = make();
        if (problem === null || seen.has(keyOfProblem(problem))) continue;
        seen.add(keyOfProblem(problem));
        const child = reducedTo(problem);
        if (kind.gain === undefined && !isNoWorse(child.surfaces, parent.surfaces)) continue;
        if (kind.gain !== undefined && !(leastError(child) < kind.gain * leastError(parent))) continue;
        if (best === null || isBetter(child, best)) best = child;
        if (leastError(child) <= rounding) break;
      }
      if (best === null) continue;
      // A problem takes the place of the one before where a column had no effect.
      if (!kind.goesAlone) count++;
      // At once: the law may be found in it.
      yield best;
      if (best.problem.groups.length > 1) waiting.push(best);
      if (kind.goesAlone) break;
    }
    // The most certain first.
    waiting.sort((one, other) => leastError(one) - leastError(other));
  }
}

/** Of guesses with as many variables, the one with the lower error; otherwise the later one must be far better. */
function isBetter(later: Reduced, best: Reduced): boolean {
  const isAsSmall = later.problem.groups.length <= best.problem.groups.length;
  return leastError(later) < (isAsSmall ? 1 : better) * leastError(best);
}

function keyOfProblem({ factor, groups }: Problem): string {
  return [keyOf(factor.expression), ...groups.map(({ expression }) => keyOf(expression))].join(' | ');
}
