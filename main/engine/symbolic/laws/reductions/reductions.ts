/**
 * Finds problems in fewer variables that have the same law. The slopes of a smooth surface through the rows show which
 * columns have no effect, which act only by their sum or difference, and in which products of powers the law scales
 * (dimensionless groups, found from the rows: Σ nᵢ xᵢ ∂f/∂xᵢ = n f). Each reduction is tried, and kept where a surface
 * in the fewer variables fits the rows as well.
 */
import { keyOf } from '../../../../../shared/expression/tree.ts';
import type { Problem } from '../problem.ts';
import { dropColumn } from './dropColumn.ts';
import { joinBlindly } from './joinBlindly.ts';
import { joinPair } from './joinPair.ts';
import { multiplyColumns } from './multiplyColumns.ts';
import { isNoWorse, leastError, reducedTo, rounding, type Reduced } from './reduced.ts';
import type { Reduction } from './reduction.ts';
import { scaleGroups } from './scaleGroups.ts';

/** In the order in which they are tried. */
const kinds: readonly Reduction[] = [dropColumn, joinPair, scaleGroups, joinBlindly, multiplyColumns];

const mostProblems = 8;
/** A later guess is better only where its error is below this share. */
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
    const accepted: Reduced[] = [];
    let isAlone = false;
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
        if (best === null || leastError(child) < better * leastError(best)) best = child;
        if (leastError(child) <= rounding) break;
      }
      if (best !== null) accepted.push(best);
      isAlone = best !== null && kind.goesAlone;
      if (isAlone) break;
    }
    for (const child of accepted) {
      // A problem takes the place of the one before where a column had no effect.
      if (!isAlone) count++;
      yield child;
      if (child.problem.groups.length > 1) waiting.push(child);
    }
    // The most certain first.
    waiting.sort((one, other) => leastError(one) - leastError(other));
  }
}

function keyOfProblem({ factor, groups }: Problem): string {
  return [keyOf(factor.expression), ...groups.map(({ expression }) => keyOf(expression))].join(' | ');
}
