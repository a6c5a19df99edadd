/** How many trees: as many as give the lowest error on held-out rows. */
import type { Question } from '../fitDesign.ts';
import type { Folds } from '../folds.ts';
import { heldOutLosses, lossOf } from '../judge.ts';

/** Numbers of trees for each output that are compared, ascending. */
const stages = [25, 50, 75, 150, 300, 600] as const;
/** More trees than these only as long as the error falls, and all together look at so many cells. */
const always = 75;
const mostCells = 1e9;

/**
 * If some of the rows are held out, the other parts choose: the rows that judge have no say. A single part chooses for
 * itself: it is held out only where rows are many.
 * @param fittedTo what so many trees, learned from some rows, give for all rows, by output.
 * @returns the number for a list of rows; null for all.
 */
export function bestRounds(
  question: Question,
  inputs: number,
  folds: Folds,
  fittedTo: (among: Uint32Array, rounds: number) => Promise<{ readonly fitted: readonly Float64Array[] }>,
): (among: Uint32Array | null) => Promise<number> {
  const { rows, outputs } = question;
  const each = rows * inputs * outputs * (folds.held.length + 1);
  const counts = new Uint32Array(rows);
  for (const part of folds.held) for (const row of part) counts[row]++;
  const held = Uint32Array.from(counts.keys()).filter((row) => counts[row] > 0);
  const lossesAt = async (rounds: number): Promise<Float64Array> => {
    const sums = new Float64Array(rows);
    for (const [index, part] of folds.held.entries()) {
      const { fitted } = await fittedTo(folds.others[index], rounds);
      for (const row of part) sums[row] += lossOf(question, fitted, row) / counts[row];
    }
    return sums;
  };
  const meanOf = (losses: Float64Array, judges: Uint32Array): number =>
    heldOutLosses(question, judges, 0, (row) => losses[row]).mean;
  const path = async (): Promise<Map<number, Float64Array>> => {
    const found = new Map<number, Float64Array>();
    let lowest = Infinity;
    for (const stage of stages) {
      if (stage > always && stage * each > mostCells) break;
      const losses = await lossesAt(stage);
      found.set(stage, losses);
      const mean = meanOf(losses, held);
      if (stage > always && mean >= lowest) break;
      lowest = Math.min(lowest, mean);
    }
    return found;
  };
  let known: Promise<Map<number, Float64Array>> | null = null;
  return async (among) => {
    const all = await (known ??= path());
    const judged = among === null || folds.held.length === 1 ? [] : folds.held[folds.others.indexOf(among)];
    const except = new Set(judged);
    const judges = held.filter((row) => !except.has(row));
    const means = [...all].map(([stage, losses]) => ({ stage, mean: meanOf(losses, judges) }));
    return means.reduce((best, one) => (one.mean < best.mean ? one : best)).stage;
  };
}
