/** From a fit to a rung: a network, and its error on held-out rows. */
import type { Question } from '../fits/fitDesign.ts';
import type { Learner, Written } from '../fits/learners.ts';
import type { Folds } from '../judging/folds.ts';
import { heldOutError } from '../judging/judge.ts';
import type { Reached, Table } from '../reached.ts';
import type { Terms } from '../terms/terms.ts';
import { blendLearner } from './blend.ts';
import type { TargetScale } from './targetScale.ts';
import { modelOf } from './toModel.ts';

/** What the rungs of one scale of the target have in common. */
export interface Ground {
  readonly scale: TargetScale;
  /** The target whose errors are told. */
  readonly judged: Question;
  readonly table: Table;
  readonly folds: Folds;
}

/** The rung of a fit. @param terms that it is written in */
export async function reach<Kind extends 'constant' | 'lines' | 'additive' | 'pairs'>(
  { scale, judged, folds }: Ground,
  kind: Kind,
  learner: Learner<Written>,
  terms: Terms,
): Promise<Reached<Kind>> {
  const heldOut = await heldOutError(judged, folds, async (among) =>
    scale.outputs((await learner.learn(among)).outputs, among),
  );
  const learned = await learner.learn(null);
  const freedom = learned.fits.reduce((sum, fit) => sum + fit.totalFreedom, 0);
  const model = scale.model(modelOf(learned, terms), learned.outputs);
  return { kind, heldOut, freedom, model, ...rescaledIn(learned) };
}

/** A blend of two fits; null where the validation rows alone judge: then nothing is blended. */
export function blendOn(
  { scale, folds }: Ground,
  simpler: Learner<Written>,
  larger: Learner<Written>,
): ReturnType<typeof blendLearner> | null {
  return folds.held.length > 1 ? blendLearner(scale.question, folds, simpler, larger) : null;
}

/** The inputs on another scale than the network sees. */
function rescaledIn({ design }: Written): Pick<Reached, 'rescaled'> {
  const others = design.members.filter((column) => 'rate' in column);
  const scale = others[0]?.fn === 'exp' ? 'values' : 'logarithms';
  return others.length === 0 ? {} : { rescaled: { scale, inputs: others.map(({ input }) => input) } };
}
