/** Smooth curves of the inputs on one grid. */
import {
  designOf,
  deviations,
  filled,
  groupLevels,
  linesApart,
  linesTogether,
  type DesignPart,
} from '../fits/design.ts';
import type { Question } from '../fits/fitDesign.ts';
import { mostRowsRepeated } from '../judging/folds.ts';
import type { Steps } from '../terms/gridPoints.ts';
import { byHuber, excess, type HeldOut } from '../judging/judge.ts';
import { designLearner, type Learned, type Learner } from '../fits/learners.ts';
import type { Reached, Table } from '../reached.ts';
import type { Strengths } from '../fits/smoothing.ts';
import { termsOf, type Term, type Terms } from '../terms/terms.ts';
import { selectedLearner, type Selection } from '../wide/selectedLearner.ts';

/** Rows for each column of a design on a finer grid than the first. */
const rowsPerColumn = 2;

/** The grids of the curves. */
export interface Grids {
  /** Intervals where the rows are. */
  readonly intervals: number;
  /** By input. On logarithmic steps its curve is smooth in its logarithm. */
  readonly steps: readonly Steps[];
}

export interface Curves extends Grids {
  readonly reached: Reached<'additive'>;
  readonly terms: Terms;
  readonly parts: readonly DesignPart[];
  readonly learner: Learner;
  /** The share of its columns that the effective degrees of freedom fill, for the curve with the largest share. */
  readonly filled: number;
}

interface Judged {
  readonly reached: Pick<Reached, 'heldOut'>;
}

/** Fits of curves to one table. */
export interface CurveFits {
  readonly table: Table;
  readonly classifies: boolean;
  /** Whether any input that has a part in the fit to all rows can have a curve; else all grids are alike. */
  readonly bends: boolean;
  /** @param strength of the curves to begin with. */
  fit(grids: Grids, strength?: number): Promise<Curves>;
  columns(grids: Grids): number;
  /** Whether curves on a finer grid have enough rows, and at most so many columns. */
  fits(grids: Grids, most: number): boolean;
  /** Whether another model lowers the error on held-out rows, by the loss of the fits, by so many standard errors. */
  lowers(before: Judged, next: Judged, errors: number): boolean;
}

/**
 * @param coarse the terms of the table's own grid. @param reach the rung of a fit.
 * @param selection the inputs that have a part in the curves; null for all.
 */
export function curveFits(
  question: Question,
  table: Table,
  coarse: Terms,
  reach: (learner: Learner, terms: Terms) => Promise<Reached<'additive'>>,
  selection: Selection | null = null,
): CurveFits {
  const { rows, cut, classifies, outputs } = question;
  const { features, inputs, order, isPositive } = table;
  const termsOn = ({ intervals, steps }: Grids): Terms =>
    intervals === table.grid && !steps.includes('logarithmic')
      ? coarse
      : termsOf(features, inputs, rows, intervals + 2, order, {
          isPositive,
          steps,
          curved: selection?.inputs,
        });
  const columns = (grids: Grids): number => columnsOf(termsOn(grids), selection?.of(null));
  const lossOf = ({ reached: { heldOut } }: Judged): HeldOut =>
    cut === undefined ? heldOut : byHuber(heldOut, cut);
  return {
    table,
    classifies,
    bends: countedOf(coarse, selection?.of(null)).some((term) => term.deviations.length > 0),
    columns,
    fits: (grids, most) => columns(grids) <= Math.min(most, rows / rowsPerColumn),
    lowers: (before, next, errors) => {
      const { mean, standardError } = excess(lossOf(before), lossOf(next));
      return mean > errors * standardError;
    },
    fit: async (grids, strength) => {
      const terms = termsOn(grids);
      const bends = filled(deviations(terms.terms));
      // Rows of a group have errors in common, which curves of what differs between groups would follow.
      const levels = classifies ? [] : groupLevels(question.groups);
      const others = [...bends, ...levels];
      const attempt = async (
        straight: readonly DesignPart[],
        first: readonly Strengths[] | null = null,
      ): Promise<Curves> => {
        const parts = [...filled(straight), ...others];
        const learner =
          selection === null
            ? designLearner(question, designOf(rows, parts), first)
            : selectedLearner(question, parts, selection, first);
        const reached = await reach(learner, terms);
        return { ...grids, reached, terms, parts, learner, filled: fullest(await learner.learn(null)) };
      };
      const start =
        strength === undefined
          ? null
          : Array.from({ length: outputs }, () => [1, ...bends.map(() => strength), ...levels.map(() => 1)]);
      const together = await attempt(linesTogether(terms.terms), start);
      if (classifies || rows > mostRowsRepeated) return together;
      const lineParts = filled(linesApart(terms.terms));
      const { fits } = await together.learner.learn(null);
      // The curves start from the strengths that they have together with the lines.
      const first = fits.map(({ strengths }) => [
        ...lineParts.map(() => (Number.isFinite(strengths[0]) ? strengths[0] : 1)),
        ...strengths.slice(-others.length),
      ]);
      const apart = await attempt(lineParts, selection === null ? first : null);
      return lossOf(apart).mean < lossOf(together).mean ? apart : together;
    },
  };
}

function columnsOf(terms: Terms, selected?: ReadonlySet<number>): number {
  return countedOf(terms, selected).reduce(
    (sum, { lines, deviations: bends }) => sum + lines.length + bends.length,
    0,
  );
}

/** @param selected the inputs that count; all by default. */
function countedOf({ terms }: Terms, selected?: ReadonlySet<number>): readonly Term[] {
  return selected ? terms.filter(({ inputs: [input] }) => selected.has(input)) : terms;
}

function fullest({ design, fits }: Learned): number {
  const shares = fits.flatMap(({ freedom }) =>
    design.groups.map(({ count }, g) => (design.kinds[g] === 'deviations' ? freedom[g] / count : 0)),
  );
  return Math.max(0, ...shares);
}
