/** How many trees, and how deep: what gives the lowest error on held-out rows. */
import type { Question } from '../fits/fitDesign.ts';
import { judgesOfFew, type Folds } from '../judging/folds.ts';
import { heldOutError, withoutRows, type HeldOut } from '../judging/judge.ts';

/** The trees of a model. */
export interface Size {
  /** Trees for each output. */
  readonly rounds: number;
  /** The most splits of a path. */
  readonly depth: number;
}

/** Numbers of trees for each output that are compared, ascending. */
const stages = [25, 50, 75, 150, 300, 600] as const;
/** More trees than these only as long as the error falls, and all together look at so many cells. */
const always = 75;
const mostCells = 1e9;
const usual = 2;
/**
 * Trees of three splits in a path, where there are rows enough for eight leaves. Their functions of two inputs are more, and
 * the network larger, so their error must be a smaller share of that of two splits.
 */
const deeper = { depth: 3, fewestRows: 150, share: 0.98 } as const;

/**
 * If some of the rows are held out, the other parts choose ({@link judgesOfFew}).
 * @param fittedTo what trees of such a size, learned from some rows, give for all rows, by output.
 * @returns the size for a list of rows; null for all.
 */
export function bestSize(
  question: Question,
  inputs: number,
  folds: Folds,
  fittedTo: (among: Uint32Array, size: Size) => Promise<{ readonly fitted: readonly Float64Array[] }>,
): (among: Uint32Array | null) => Promise<Size> {
  const cells = question.rows * inputs * question.outputs * (folds.held.length + 1);
  const tried = async (): Promise<Map<Size, HeldOut>> => {
    const found = new Map<Size, HeldOut>();
    const isDeeper = inputs > 1 && question.rows >= deeper.fewestRows;
    let spent = 0;
    for (const depth of isDeeper ? [usual, deeper.depth] : [usual]) {
      let [lowest, grown] = [Infinity, 0];
      for (const rounds of stages) {
        const isSure = depth === usual && rounds <= always;
        if (!isSure && spent + (rounds - grown) * cells > mostCells) break;
        spent += (rounds - grown) * cells;
        grown = rounds;
        const size: Size = { rounds, depth };
        const heldOut = await heldOutError(
          question,
          folds,
          async (among) => (await fittedTo(among, size)).fitted,
        );
        found.set(size, heldOut);
        if (rounds > always && heldOut.mean >= lowest) break;
        lowest = Math.min(lowest, heldOut.mean);
      }
    }
    return found;
  };
  let known: Promise<Map<Size, HeldOut>> | null = null;
  return async (among) => {
    const judges = new Set(judgesOfFew(folds, among));
    const errors = [...(await (known ??= tried()))].map(([size, heldOut]) => {
      const { mean } = withoutRows(heldOut, judges, question);
      return { size, error: size.depth === usual ? mean : mean / deeper.share };
    });
    return errors.reduce((best, one) => (one.error < best.error ? one : best)).size;
  };
}
