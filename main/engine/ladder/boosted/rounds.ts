/** How many trees: as many as give the lowest error on held-out rows. */
import type { Question } from '../fitDesign.ts';
import { judgesOfFew, type Folds } from '../folds.ts';
import { heldOutError, withoutRows, type HeldOut } from '../judge.ts';

/** Numbers of trees for each output that are compared, ascending. */
const stages = [25, 50, 75, 150, 300, 600] as const;
/** More trees than these only as long as the error falls, and all together look at so many cells. */
const always = 75;
const mostCells = 1e9;

/**
 * If some of the rows are held out, the other parts choose ({@link judgesOfFew}).
 * @param fittedTo what so many trees, learned from some rows, give for all rows, by output.
 * @returns the number for a list of rows; null for all.
 */
export function bestRounds(
  question: Question,
  inputs: number,
  folds: Folds,
  fittedTo: (among: Uint32Array, rounds: number) => Promise<{ readonly fitted: readonly Float64Array[] }>,
): (among: Uint32Array | null) => Promise<number> {
  const cells = question.rows * inputs * question.outputs * (folds.held.length + 1);
  const path = async (): Promise<Map<number, HeldOut>> => {
    const found = new Map<number, HeldOut>();
    let lowest = Infinity;
    for (const stage of stages) {
      if (stage > always && stage * cells > mostCells) break;
      const fit = async (among: Uint32Array): Promise<readonly Float64Array[]> =>
        (await fittedTo(among, stage)).fitted;
      const heldOut = await heldOutError(question, folds, fit);
      found.set(stage, heldOut);
      if (stage > always && heldOut.mean >= lowest) break;
      lowest = Math.min(lowest, heldOut.mean);
    }
    return found;
  };
  let known: Promise<Map<number, HeldOut>> | null = null;
  return async (among) => {
    const all = await (known ??= path());
    const judges = new Set(judgesOfFew(folds, among));
    let [best, least]: [number, number] = [stages[0], Infinity];
    for (const [stage, heldOut] of all) {
      const error = withoutRows(heldOut, judges, question).mean;
      if (error < least) [best, least] = [stage, error];
    }
    return best;
  };
}
