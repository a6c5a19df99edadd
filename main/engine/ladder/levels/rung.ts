/** Additive models in which the values of some inputs have levels of their own, as a rung of the ladder. */
import type { Curves } from '../linear/curves.ts';
import { designOf, filled } from '../fits/design.ts';
import type { Question } from '../fits/fitDesign.ts';
import type { Folds } from '../judging/folds.ts';
import { excess, heldOutError, type HeldOut } from '../judging/judge.ts';
import { designLearner, pairLearner, residualsOf, type Learned, type Learner } from '../fits/learners.ts';
import { factorsOf } from '../fits/pairs.ts';
import type { Reached } from '../reached.ts';
import type { Strengths } from '../fits/smoothing.ts';
import { modelOf } from '../linear/toModel.ts';
import { levelsOf, levelsPart, type Levels } from './levels.ts';
import { asPolygons } from './polygons.ts';

/** Standard errors by which pairs must lower the error. */
const pairsPay = 0.5;
/** A group with fewer effective degrees of freedom has no effect. */
const leastFreedom = 0.01;

/**
 * Curves with the levels that may lower the error, and with pairs where these lower it further.
 * @param inputs [input][row] @param curves that levels are added to. @returns null where no input has levels.
 */
export async function levelsRung(
  question: Question,
  inputs: Float64Array,
  folds: Folds,
  { terms, parts, learner }: Pick<Curves, 'terms' | 'parts' | 'learner'>,
): Promise<Reached<'levels'> | null> {
  const { rows, classifies, weights } = question;
  const curves = await learner.learn(null);
  const residuals = residualsOf(question, curves.outputs);
  const levels = levelsOf(terms, inputs, residuals, weights, classifies ? 'classes' : 'numbers');
  if (levels.length === 0) return null;
  const all = [...filled(parts), ...levels.map(levelsPart)];
  const start = classifies ? null : startOf(curves, levels.length);
  const alone = designLearner(question, designOf(rows, all), start);
  const error = (of: Learner): Promise<HeldOut> =>
    heldOutError(question, folds, async (among) => (await of.learn(among)).outputs);
  const factors = factorsOf(terms.terms, rows);
  const paired = pairLearner(question, alone, () => factors);
  const [own, together] = [await error(alone), await error(paired)];
  const { mean, standardError } = excess(own, together);
  const pays = mean > pairsPay * standardError;
  const learned = await (pays ? paired : alone).learn(null);
  const used = levels.filter((one) => hasEffect(learned, one));
  if (used.length === 0) return null;
  const polygons = asPolygons(learned, terms, levels);
  return {
    kind: 'levels',
    model: modelOf(polygons.written, polygons.terms),
    heldOut: pays ? together : own,
    freedom: learned.fits.reduce((sum, { totalFreedom }) => sum + totalFreedom, 0),
    levels: { inputs: used.map(({ input }) => input), parameters: parametersOf(learned) },
  };
}

/** The curves begin as they are; the levels begin with a variance of 1, in the network's units of the target. */
function startOf({ fits }: Learned, levels: number): Strengths[] {
  return fits.map(({ strengths, variance }) => [
    ...strengths,
    ...Array.from({ length: levels }, () => Math.max(variance, Number.MIN_VALUE)),
  ]);
}

function hasEffect({ design: { groups, members }, fits }: Learned, { columns }: Levels): boolean {
  const group = groups.findIndex(({ start }) => members[start - 1] === columns[0]);
  return group >= 0 && fits.some(({ freedom }) => freedom[group] > leastFreedom);
}

/** The columns that have an effect, and the intercepts. */
function parametersOf({ design: { groups }, fits }: Learned): number {
  return fits.reduce(
    (sum, { freedom }) =>
      groups.reduce((count, group, g) => (freedom[g] > leastFreedom ? count + group.count : count), sum + 1),
    0,
  );
}
