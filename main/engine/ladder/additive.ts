/** Smooth curves, on a grid as fine as the rows ask for. */
import { designOf, deviations, filled, linesApart, linesTogether, type DesignPart } from './design.ts';
import type { Question } from './fitDesign.ts';
import { mostRowsRepeated } from './folds.ts';
import { byHuber, excess, significant, type HeldOut } from './judge.ts';
import { designLearner, type Learned, type Learner } from './learners.ts';
import type { Reached, Table } from './reached.ts';
import type { Strengths } from './smoothing.ts';
import { termsOf, type Terms } from './terms.ts';

/** Where the effective degrees of freedom fill this share of a curve's columns, twice as many intervals are tried. */
const full = 0.4;
/** Columns of a design with finer grids, and rows for each of them. */
const finest = { columns: 200, rowsPerColumn: 2 } as const;
/** Standard errors by which finer grids must lower the error. */
const finerPays = 0.5;
/** Columns of a design on a finer grid where the first grid shows no fine structure. */
const mostBlind = 100;
/** The strength that these curves start from: the likelihood may have a second maximum, at no curve at all. */
const weak = 1e-6;

/** Smooth curves on one grid. */
interface Additive {
  readonly reached: Reached<'additive'>;
  readonly terms: Terms;
  readonly parts: readonly DesignPart[];
  readonly learner: Learner;
  /** The share of its columns that the effective degrees of freedom fill, for the curve with the largest share. */
  readonly filled: number;
}

/**
 * The curves of the first grid, or of a finer one if this lowers the error.
 * - Where the degrees of freedom nearly fill a curve's columns, twice as many intervals are tried, repeatedly.
 * - Where they do not, one much finer grid is: an input that oscillates faster than the first grid can follow has no
 * curve on it at all.
 * @param coarse the terms on the first grid. @param reach the rung of a fit.
 */
export async function bestAdditive(
  question: Question,
  table: Table,
  coarse: Terms,
  reach: (learner: Learner, terms: Terms) => Promise<Reached<'additive'>>,
): Promise<Additive> {
  const { rows, cut, classifies } = question;
  /** Errors by the loss of the fits. */
  const own = ({ reached: { heldOut } }: Additive): HeldOut =>
    cut === undefined ? heldOut : byHuber(heldOut, cut);
  const termsAt = (grid: number): Terms =>
    termsOf(table.features, table.inputs, rows, grid + 2, table.order, table.isPositive);
  const fits = (terms: Terms, most: number): boolean =>
    columnsOf(terms) <= Math.min(most, rows / finest.rowsPerColumn);
  const lowers = (before: Additive, next: Additive, errors: number): boolean => {
    const { mean, standardError } = excess(own(before), own(next));
    return mean > errors * standardError;
  };
  const on = async (terms: Terms, strength?: number): Promise<Additive> => {
    const bends = filled(deviations(terms.terms));
    const start =
      strength === undefined
        ? null
        : Array.from({ length: question.outputs }, () => [1, ...bends.map(() => strength)]);
    const attempt = async (
      straight: readonly DesignPart[],
      first: readonly Strengths[] | null = null,
    ): Promise<Additive> => {
      const parts = [...filled(straight), ...bends];
      const learner = designLearner(question, designOf(rows, parts), first);
      const reached = await reach(learner, terms);
      return { reached, terms, parts, learner, filled: fullest(await learner.learn(null)) };
    };
    const together = await attempt(linesTogether(terms.terms), start);
    if (classifies || rows > mostRowsRepeated) return together;
    const lineParts = filled(linesApart(terms.terms));
    const { fits: fitted } = await together.learner.learn(null);
    // The curves start from the strengths that they have together with the lines.
    const first = fitted.map(({ strengths }) => [
      ...lineParts.map(() => (Number.isFinite(strengths[0]) ? strengths[0] : 1)),
      ...strengths.slice(-bends.length),
    ]);
    const apart = await attempt(lineParts, first);
    return own(apart).mean < own(together).mean ? apart : together;
  };
  let best = await on(coarse);
  let grid = table.grid;
  if (best.filled <= full && !classifies) {
    let fine = grid;
    while (fits(termsAt(2 * fine), mostBlind)) fine *= 2;
    const next = fine > grid ? await on(termsAt(fine), weak) : best;
    if (lowers(best, next, significant)) [best, grid] = [next, fine];
  }
  while (best.filled > full) {
    grid *= 2;
    const finer = termsAt(grid);
    if (!fits(finer, finest.columns)) break;
    const next = await on(finer);
    if (!lowers(best, next, finerPays)) break;
    best = next;
  }
  return best;
}

function columnsOf({ terms }: Terms): number {
  return terms.reduce((sum, { lines, deviations: bends }) => sum + lines.length + bends.length, 0);
}

function fullest({ design, fits }: Learned): number {
  const shares = fits.flatMap(({ freedom }) =>
    design.groups.map(({ count }, g) => (design.kinds[g] === 'deviations' ? freedom[g] / count : 0)),
  );
  return Math.max(0, ...shares);
}
