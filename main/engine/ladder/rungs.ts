/** The rungs of the ladder that linear algebra solves: constant, straight lines, smooth curves, curves and pairs. */
import { curvesRung } from './linear/curvesRung.ts';
import { designOf, filled, linesTogether } from './fits/design.ts';
import type { Question } from './fits/fitDesign.ts';
import type { Folds } from './judging/folds.ts';
import { chanceOfCurves } from './judging/curvesTest.ts';
import { chanceOfLines } from './judging/globalTest.ts';
import type { HeldOut } from './judging/judge.ts';
import { fittedBy } from './kinds.ts';
import { pairsRung } from './linear/pairsRung.ts';
import { reach } from './linear/reach.ts';
import { designLearner, lineLearner, type Learner } from './fits/learners.ts';
import { levelsRung } from './levels/rung.ts';
import { bestLines } from './linear/lines.ts';
import type { Reached, Table } from './reached.ts';
import { cutAt, limited } from './fits/huber.ts';
import type { Outliers } from './judging/outliers.ts';
import { asItIs, type TargetScale } from './linear/targetScale.ts';
import { groupedInputs, termsOf, withCurves, type Terms } from './terms/terms.ts';
import type { Selection } from './wide/selectedLearner.ts';
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
  const on = { scale, judged, table, folds };
  const { question } = scale;
  const { rows, cut } = question;
  const { straight, bends, selects } = termsFor(table, rows);
  const constant = designLearner(question, designOf(rows, []));
  yield await reach(on, 'constant', constant, straight);
  if (straight.terms.every(({ lines }) => lines.length === 0)) return;
  const lines = designOf(rows, filled(linesTogether(straight.terms)));
  const learner = lineLearner(question, lines);
  const chance = await chanceOver(question, constant, straight);
  const best = bestLines(straight.terms, folds, question, learner, lineLearner, scale.isLogarithm);
  // Rows of a group cannot be permuted: the held-out error alone decides.
  const rung = { ...(await reach(on, 'lines', best, straight)), ...(!question.groups && { chance }) };
  yield rung;
  if (!bends && !selects) return;
  const selection = selects ? await selectionOf(question, straight, table.inputs, folds) : null;
  if (selects && selection === null) return;
  const terms = selection ? withCurves(straight, table.inputs, selection.inputs) : straight;
  const isBent = selection !== null || terms.terms.some((term) => term.deviations.length > 0);
  const curves = isBent ? await curvesRung(on, terms, { learner, rung }, selection) : null;
  if (curves !== null) yield { ...curves.rung, ...(await chanceBeside(question, learner, terms, selection)) };
  const simpler = curves ?? { terms, alone: designLearner(question, lines), blended: null, smoothIn: {} };
  if (simpler.terms.terms.length < 2 || selection?.of(null).size === 1) return;
  yield await pairsRung(on, simpler, selection);
  if (curves === null || selection !== null || scale.isLogarithm || cut !== undefined) return;
  const levels = await levelsRung(question, table.inputs, folds, await curves.onFirstGrid());
  if (levels !== null) yield levels;
}

/** The terms that straight lines and curves are written in. */
interface TermsFor {
  /** Of all inputs; with what bends where {@link bends}. */
  readonly straight: Terms;
  /** All inputs can have curves. */
  readonly bends: boolean;
  /** Inputs that can have curves are selected. */
  readonly selects: boolean;
}

function termsFor(table: Table, rows: number): TermsFor {
  const { features, inputs, grid, order } = table;
  const numbers = features.filter(({ label }) => label === null).length;
  const affordable = Math.floor(mostColumns / numbers) + 1 - order;
  const count = groupedInputs(features).length;
  const bends = rows >= rowsPerTerm * count && affordable >= leastIntervals;
  const selects = !bends && count >= fewestOfMany;
  const intervals = selects ? grid + 2 : Math.max(Math.min(grid + 2, affordable), leastIntervals);
  const curved = bends ? undefined : new Set<number>();
  return {
    straight: termsOf(features, inputs, rows, intervals, order, { ...table, curved }),
    bends,
    selects,
  };
}

/**
 * The p-value of the permutation test for these lines, computed once. Outliers hide a law from the test, so with Huber's loss it is
 * given limited distances from the constant.
 */
async function chanceOver(question: Question, constant: Learner, { terms }: Terms): Promise<() => number> {
  const { targets, cut, weights } = question;
  const [middle] = (await constant.learn(null)).outputs;
  const tested: Question =
    cut === undefined
      ? question
      : {
          ...question,
          targets: targets.map((target, row) => limited(target - middle[row], cutAt(row, cut, weights))),
        };
  let known: number | null = null;
  return () => (known ??= chanceOfLines(tested, terms));
}

/**
 * The p-value of the score test for curves of classes beside straight lines, computed once. None where the rows of a group belong
 * together, since the test takes rows for independent, and where the strongest of many inputs were selected for curves.
 */
async function chanceBeside(
  question: Question,
  lines: Learner,
  { terms }: Terms,
  selection: Selection | null,
): Promise<Pick<Reached, 'chanceOfCurves'>> {
  if (!question.classifies || question.groups !== undefined || selection !== null) return {};
  const { outputs } = await lines.learn(null);
  let known: number | null = null;
  return { chanceOfCurves: () => (known ??= chanceOfCurves(question, terms, outputs)) };
}
