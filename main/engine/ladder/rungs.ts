/** The rungs of the ladder that linear algebra solves: constant, straight lines, smooth curves, curves and pairs. */
import { bestAdditive } from './linear/additive.ts';
import { curveFits, type Curves } from './linear/curves.ts';
import { designOf, filled, linesTogether, type DesignPart } from './fits/design.ts';
import type { Question } from './fits/fitDesign.ts';
import type { Folds } from './judging/folds.ts';
import { chanceOfLines } from './judging/globalTest.ts';
import { heldOutError, significant, type HeldOut } from './judging/judge.ts';
import { fittedBy } from './kinds.ts';
import { blendLearner } from './linear/blend.ts';
import {
  designLearner,
  lineLearner,
  pairLearner,
  type Learned,
  type Learner,
  type Written,
} from './fits/learners.ts';
import { levelsRung } from './levels/rung.ts';
import { bestLines } from './linear/lines.ts';
import type { Reached, Table } from './reached.ts';
import { cutAt, limited } from './fits/huber.ts';
import type { Outliers } from './judging/outliers.ts';
import { modelOf } from './linear/toModel.ts';
import { asItIs, type TargetScale } from './linear/targetScale.ts';
import { groupedInputs, termsOf, withCurves, type Terms } from './terms/terms.ts';
import { factorsIn } from './wide/selectedLearner.ts';
import { selectionOf } from './wide/selection.ts';

type PlainRung = 'constant' | 'lines' | 'additive' | 'pairs' | 'levels';

/** Rows for each term below which nothing but straight lines is tried. */
const rowsPerTerm = 4;
/**
 * Columns of the curves of all inputs together. A fit takes time in proportion to their third power, and is made dozens of
 * times: with many inputs each curve has fewer intervals.
 */
const mostColumns = 1200;
/** Intervals of a curve, of which two are beyond the rows; with fewer, no curves are tried. */
const leastIntervals = 3;

/** With so many inputs, where not all can have curves the strongest have. */
const fewestOfMany = 50;

/** Yields the rungs from the simplest on, without those that cannot differ from the one before. */
export function linearRungs(question: Question, table: Table, folds: Folds): AsyncGenerator<Reached, void> {
  return rungsOn(asItIs(question), question, table, folds);
}

/**
 * Yields the rungs of the logarithm of the target, without those that have a higher error than straight lines.
 * @param question of the target itself. @param lines the error of its straight lines.
 */
export async function* logRungs(
  scale: TargetScale,
  question: Question,
  table: Table,
  folds: Folds,
  lines: HeldOut,
): AsyncGenerator<Reached, void> {
  for await (const rung of rungsOn(scale, question, table, folds)) {
    const kind = fittedBy('logarithm', rung.kind);
    if (kind !== undefined && rung.heldOut.mean < lines.mean) yield { ...rung, kind };
  }
}

/** How rungs of Huber's loss are tried. */
export interface RobustPlan {
  readonly outliers: Outliers;
  /** Whether pairs of inputs are worth a try after these rungs. */
  readonly goesOn: (found: readonly Reached[]) => boolean;
}

/** Yields the rungs that are fitted by Huber's loss. */
export async function* robustRungs(
  question: Question,
  { outliers, goesOn }: RobustPlan,
  table: Table,
  folds: Folds,
): AsyncGenerator<Reached, void> {
  const found: Reached[] = [];
  let location: HeldOut | undefined;
  for await (const rung of rungsOn(asItIs({ ...question, cut: outliers.cut }), question, table, folds)) {
    if (rung.kind === 'constant') location = rung.heldOut;
    const kind = fittedBy('huber', rung.kind);
    if (kind === undefined) continue;
    const reached = { ...rung, kind, outliers, ...(location && { location }) };
    found.push(reached);
    yield reached;
    if (rung.kind === 'additive' && !goesOn(found)) return;
  }
}

/** @param judged the target whose errors are told. */
async function* rungsOn(
  scale: TargetScale,
  judged: Question,
  table: Table,
  folds: Folds,
): AsyncGenerator<Reached<PlainRung>, void> {
  const { question } = scale;
  const { rows, weights, cut } = question;
  const reach = async <Kind extends PlainRung>(
    kind: Kind,
    learner: Learner<Written>,
    terms: Terms,
  ): Promise<Reached<Kind>> => {
    const learn = async (among: Uint32Array): Promise<readonly Float64Array[]> =>
      scale.outputs((await learner.learn(among)).outputs, among);
    const heldOut = await heldOutError(judged, folds, learn);
    const learned = await learner.learn(null);
    const freedom = learned.fits.reduce((sum, fit) => sum + fit.totalFreedom, 0);
    const model = scale.model(modelOf(learned, terms), learned.outputs);
    return { kind, heldOut, freedom, model, ...rescaledIn(learned) };
  };
  const learnerOf = (parts: readonly DesignPart[]): Learner => designLearner(question, designOf(rows, parts));
  const numbers = table.features.filter(({ label }) => label === null).length;
  const affordable = Math.floor(mostColumns / numbers) + 1 - table.order;
  const count = groupedInputs(table.features).length;
  const allBend = rows >= rowsPerTerm * count && affordable >= leastIntervals;
  const selects = !allBend && count >= fewestOfMany;
  const intervals = selects ? table.grid + 2 : Math.max(Math.min(table.grid + 2, affordable), leastIntervals);
  const straightTerms = termsOf(table.features, table.inputs, rows, intervals, table.order, {
    ...table,
    curved: allBend ? undefined : new Set(),
  });
  const constant = learnerOf([]);
  yield await reach('constant', constant, straightTerms);
  if (straightTerms.terms.every(({ lines }) => lines.length === 0)) return;
  const lines = filled(linesTogether(straightTerms.terms));
  const straight = lineLearner(question, designOf(rows, lines));
  let known: number | null = null;
  const [middle] = (await constant.learn(null)).outputs;
  // Outliers hide a law from the test, so with Huber's loss it is given limited distances from the constant.
  const tested: Question =
    cut === undefined
      ? question
      : {
          ...question,
          targets: question.targets.map((target, row) =>
            limited(target - middle[row], cutAt(row, cut, weights)),
          ),
        };
  const chance = (): number => (known ??= chanceOfLines(tested, straightTerms.terms));
  const best = bestLines(straightTerms.terms, folds, question, straight, lineLearner, scale.isLogarithm);
  // Rows of a group cannot be permuted: the held-out error alone decides.
  const straightRung = await reach('lines', best, straightTerms);
  yield { ...straightRung, ...(!question.groups && { chance }) };
  if (!allBend && !selects) return;
  const selection = selects ? await selectionOf(question, straightTerms, table.inputs, folds) : null;
  if (selects && selection === null) return;
  const coarse = selection ? withCurves(straightTerms, table.inputs, selection.inputs) : straightTerms;

  /** Where the validation rows alone judge, nothing is blended. */
  const blendOf = (
    simpler: Learner<Written>,
    larger: Learner<Written>,
  ): ReturnType<typeof blendLearner> | null =>
    folds.held.length > 1 ? blendLearner(question, folds, simpler, larger) : null;
  let [terms, learner]: [Terms, Learner | null] = [coarse, null];
  let smoothIn: Pick<Reached, 'logarithms' | 'strongest'> = selection
    ? { strongest: [...selection.of(null)] }
    : {};
  /** The curves blended with straight lines; null where they are not. */
  let curves: Learner<Written> | null = null;
  let base: Curves | null = null;
  if (selection !== null || coarse.terms.some((term) => term.deviations.length > 0)) {
    const fits = curveFits(question, table, coarse, (one, of) => reach('additive', one, of), selection);
    const best = await bestAdditive(fits);
    ({ terms, learner } = best);
    const logarithms = best.steps.flatMap((step, input) => (step === 'logarithmic' ? [input] : []));
    if (logarithms.length > 0) smoothIn = { ...smoothIn, logarithms };
    const sameLines =
      terms === coarse ? straight : lineLearner(question, designOf(rows, filled(linesTogether(terms.terms))));
    const blend = blendOf(sameLines, learner);
    const weight = (await blend?.learn(null))?.weight ?? 0;
    if (blend !== null && weight > 0) curves = blend;
    let reached = await reach('additive', curves ?? learner, terms);
    // A few inputs that are enough by themselves: straight lines of all others would be many, for a small gain.
    const areEnough = selection !== null && fits.lowers({ reached: straightRung }, best, significant);
    if (curves !== null && areEnough && !fits.lowers(best, { reached }, significant)) {
      curves = null;
      reached = best.reached;
    }
    yield {
      ...reached,
      ...smoothIn,
      ...(curves !== null && { weight }),
    };
    // A fine grid may follow the levels of values itself.
    base = best.intervals > table.grid ? await fits.fit({ intervals: table.grid, steps: best.steps }) : best;
  }
  if (terms.terms.length < 2 || selection?.of(null).size === 1) return;
  const alone = learner ?? learnerOf(lines);
  const larger = pairLearner(question, alone, factorsIn(terms.terms, rows, selection));
  const differs = hasPairs(await larger.learn(null));
  const blend = differs ? blendOf(curves ?? alone, larger) : null;
  const weight = differs ? (await blend?.learn(null))?.weight : 0;
  const blended = blend !== null && weight! > 0;
  const bare = {
    curves: (await reach('additive', alone, terms)).heldOut,
    pairs: await reach('pairs', larger, terms),
  };
  yield {
    ...(blended ? await reach('pairs', blend, terms) : bare.pairs),
    ...smoothIn,
    ...(weight !== undefined && { weight }),
    without: blended && curves !== null ? (await reach('additive', curves, terms)).heldOut : bare.curves,
    unblended: { curves: bare.curves, pairs: bare.pairs.heldOut },
  };
  if (base === null || selection !== null || scale.isLogarithm || cut !== undefined) return;
  const levels = await levelsRung(question, table.inputs, folds, base);
  if (levels !== null) yield levels;
}

/** Whether a fit has products; one without is that of the curves alone. */
function hasPairs({ design, fits }: Learned): boolean {
  return design.kinds.some((kind, g) => kind === 'pair' && fits.some(({ freedom }) => freedom[g] > 0));
}

/** The inputs on another scale than the network sees. */
function rescaledIn({ design }: Written): Pick<Reached, 'rescaled'> {
  const others = design.members.filter((column) => 'rate' in column);
  const scale = others[0]?.fn === 'exp' ? 'values' : 'logarithms';
  return others.length === 0 ? {} : { rescaled: { scale, inputs: others.map(({ input }) => input) } };
}
