/** Pairs of inputs beside curves, as a rung: added to the curves, or blended with them. */
import { pairLearner, type Learned, type Learner, type Written } from '../fits/learners.ts';
import type { Reached } from '../reached.ts';
import type { Terms } from '../terms/terms.ts';
import { factorsIn, type Selection } from '../wide/selectedLearner.ts';
import type { SmoothIn } from './curvesRung.ts';
import { blendOn, reach, type Ground } from './reach.ts';

/** What pairs are added to. */
interface Simpler {
  readonly terms: Terms;
  readonly alone: Learner;
  /** The same blended with straight lines; null where it is not. */
  readonly blended: Learner<Written> | null;
  readonly smoothIn: SmoothIn;
}

/** @param selection the inputs that can have curves; null for all. */
export async function pairsRung(
  on: Ground,
  { terms, alone, blended: curves, smoothIn }: Simpler,
  selection: Selection | null,
): Promise<Reached<'pairs'>> {
  const { question } = on.scale;
  const larger = pairLearner(question, alone, factorsIn(terms.terms, question.rows, selection));
  const differs = hasPairs(await larger.learn(null));
  const blend = differs ? blendOn(on, curves ?? alone, larger) : null;
  const weight = differs ? (await blend?.learn(null))?.weight : 0;
  const isBlended = blend !== null && weight! > 0;
  const bare = {
    curves: (await reach(on, 'additive', alone, terms)).heldOut,
    pairs: await reach(on, 'pairs', larger, terms),
  };
  return {
    ...(isBlended ? await reach(on, 'pairs', blend, terms) : bare.pairs),
    ...smoothIn,
    ...(weight !== undefined && { weight }),
    without:
      isBlended && curves !== null ? (await reach(on, 'additive', curves, terms)).heldOut : bare.curves,
    unblended: { curves: bare.curves, pairs: bare.pairs.heldOut },
  };
}

/** Whether a fit has products; one without is that of the curves alone. */
function hasPairs({ design, fits }: Learned): boolean {
  return design.kinds.some((kind, g) => kind === 'pair' && fits.some(({ freedom }) => freedom[g] > 0));
}
