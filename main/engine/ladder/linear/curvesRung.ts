/** Smooth curves of the inputs as a rung: alone, or blended with straight lines. */
import { designOf, filled, linesTogether } from '../fits/design.ts';
import { lineLearner, type Learner, type Written } from '../fits/learners.ts';
import { significant } from '../judging/judge.ts';
import type { Reached } from '../reached.ts';
import type { Terms } from '../terms/terms.ts';
import type { Selection } from '../wide/selectedLearner.ts';
import { bestAdditive } from './additive.ts';
import { curveFits, type Curves } from './curves.ts';
import { blendOn, reach, type Ground } from './reach.ts';

/** What all curves of one table are smooth in, and of which inputs. */
export type SmoothIn = Pick<Reached, 'logarithms' | 'strongest'>;

export interface CurvesFound {
  readonly rung: Reached<'additive'>;
  readonly terms: Terms;
  /** Curves that are not blended. */
  readonly alone: Learner;
  /** The curves blended with straight lines; null where they are not. */
  readonly blended: Learner<Written> | null;
  readonly smoothIn: SmoothIn;
  /** Curves on the grid of the table, for levels of values: a fine grid may follow these itself. */
  readonly onFirstGrid: () => Promise<Curves>;
}

/** Straight lines that curves are compared and blended with. */
interface Straight {
  readonly learner: Learner;
  readonly rung: Reached<'lines'>;
}

/** @param coarse terms on the grid of the table. @param selection the inputs that can have curves; null for all. */
export async function curvesRung(
  on: Ground,
  coarse: Terms,
  straight: Straight,
  selection: Selection | null,
): Promise<CurvesFound> {
  const { scale, table } = on;
  const { question } = scale;
  const fits = curveFits(question, table, coarse, (one, of) => reach(on, 'additive', one, of), selection);
  const best = await bestAdditive(fits);
  const { terms, learner } = best;
  const sameLines =
    terms === coarse
      ? straight.learner
      : lineLearner(question, designOf(question.rows, filled(linesTogether(terms.terms))));
  const blend = blendOn(on, sameLines, learner);
  const weight = (await blend?.learn(null))?.weight ?? 0;
  let blended = weight > 0 ? blend : null;
  let reached = await reach(on, 'additive', blended ?? learner, terms);
  // A few inputs that are enough by themselves: straight lines of all others would be many, for a small gain.
  const areEnough = selection !== null && fits.lowers({ reached: straight.rung }, best, significant);
  if (blended !== null && areEnough && !fits.lowers(best, { reached }, significant)) {
    blended = null;
    reached = best.reached;
  }
  const logarithms = best.steps.flatMap((step, input) => (step === 'logarithmic' ? [input] : []));
  const smoothIn: SmoothIn = {
    ...(selection && { strongest: [...selection.of(null)] }),
    ...(logarithms.length > 0 && { logarithms }),
  };
  return {
    rung: { ...reached, ...smoothIn, ...(blended !== null && { weight }) },
    terms,
    alone: learner,
    blended,
    smoothIn,
    onFirstGrid: async () =>
      best.intervals > table.grid ? await fits.fit({ intervals: table.grid, steps: best.steps }) : best,
  };
}
