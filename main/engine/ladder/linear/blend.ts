/**
 * Two fits of the same terms as one: (1 − w)·simpler + w·larger. Both are sums of the same functions, so their blend is
 * a network with the structure of the larger one. w is the weight of least error on held-out rows (Wolpert, "Stacked
 * generalization", 1992; Breiman, "Stacked regressions", 1996), shrunk by as much as these rows leave in doubt; see
 * {@link sureWeight}.
 */
import { layoutOf, type DesignColumn } from '../fits/design.ts';
import type { Question } from '../fits/fitDesign.ts';
import { judgesOf, type Folds } from '../judging/folds.ts';
import {
  excess,
  heldOutLosses,
  isLaw,
  lossOf,
  shareOf,
  significant,
  type HeldOut,
} from '../judging/judge.ts';
import { remembering, type Learner, type Written } from '../fits/learners.ts';

/** A blend, and the weight of the larger fit. */
interface Blended extends Written {
  readonly weight: number;
}

/** Weights are multiples of this, which is also the step of differences. */
const step = 0.01;
/** From this weight on the larger fit is taken as it is: a blend would hardly differ from it. */
const nearlyAll = 0.9;

/**
 * If some of the rows are held out, the weight comes from the other parts, each held out in turn: the rows that judge a
 * blend have no say in its weight.
 * @param folds at least two parts.
 */
export function blendLearner(
  question: Question,
  folds: Folds,
  simpler: Learner<Written>,
  larger: Learner<Written>,
): Learner<Blended> {
  return remembering(async (among) => {
    const [one, other] = [await simpler.learn(among), await larger.learn(among)];
    const except = new Set(judgesOf(folds, among));
    const weight = sureWeight(await lossesOn(question, folds, except, simpler, larger));
    return blended(one, other, weight);
  });
}

/** Losses of held-out rows, by the weight of the larger fit. */
type Losses = (weight: number) => HeldOut;

/** Losses of the rows that each part holds out. @param except rows that do not judge. */
export async function lossesOn(
  question: Question,
  folds: Folds,
  except: ReadonlySet<number>,
  simpler: Learner<Written>,
  larger: Learner<Written>,
): Promise<Losses> {
  const tests: { readonly rows: Uint32Array; readonly pair: readonly [Written, Written] }[] = [];
  const counts = new Uint32Array(question.rows);
  for (const [index, among] of folds.others.entries()) {
    const rows = folds.held[index].filter((row) => !except.has(row));
    for (const row of rows) counts[row]++;
    tests.push({ rows, pair: [await simpler.learn(among), await larger.learn(among)] });
  }
  const judges = Uint32Array.from(counts.keys()).filter((row) => counts[row] > 0);
  const share = shareOf(folds, question.rows);
  return (weight) => {
    const sums = new Float64Array(question.rows);
    for (const { rows, pair } of tests) {
      const outputs = mixed(pair[0].outputs, pair[1].outputs, weight);
      for (const row of rows) sums[row] += lossOf(question, outputs, row);
    }
    return heldOutLosses(question, judges, share, (row) => sums[row] / counts[row]);
  };
}

/**
 * How much of the larger fit the held-out rows are sure of.
 * - All, if it finds a law: a few rows that straight lines miss by far can hide it from the test that follows.
 * - None, unless a small weight lowers their losses at the 5 % level: the score test (Rao 1948) of w = 0, one-sided.
 * - Otherwise w(1 − (z/t)²): w has the least loss, t is w in standard errors, and z is the 5 % level. This is the
 *   non-negative garrote (Breiman, "Better subset regression using the nonnegative garrote", 1995), which has the form of
 *   the positive-part estimate of James and Stein (1961): a weight in doubt is shrunk to 0, and a clear one hardly changed.
 */
function sureWeight(losses: Losses): number {
  if (isLaw(losses(0), losses(1))) return 1;
  const first = excess(losses(-step), losses(step));
  if (!(first.mean > significant * first.standardError)) return 0;
  const least = lowest(losses);
  const [before, there, after] = [least - step, least, least + step].map(losses);
  // Halves of the differences are derivatives times the step; those at the end of the range need not be 0.
  const fall = excess(before, after);
  const bend = 2 * (excess(before, there).mean - excess(there, after).mean);
  const errors = ((least / step) * bend + fall.mean) / fall.standardError;
  const weight = step * Math.round((least / step) * Math.max(0, 1 - (significant / errors) ** 2));
  return weight < nearlyAll ? weight : 1;
}

/** The weight of least loss, from 0 to 1. The loss is convex: that of a number is a parabola, that of a class a sum of −ln p. */
function lowest(losses: Losses): number {
  let [low, high] = [0, Math.round(1 / step)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (losses(middle * step).mean <= losses((middle + 1) * step).mean) high = middle;
    else low = middle + 1;
  }
  return low * step;
}

function mixed(
  one: readonly Float64Array[],
  other: readonly Float64Array[],
  weight: number,
): readonly Float64Array[] {
  return one.map((values, o) => values.map((value, i) => (1 - weight) * value + weight * other[o][i]));
}

/** The blend with the columns of both. */
function blended(one: Written, other: Written, weight: number): Blended {
  const seen = new Set<DesignColumn>();
  const layout = layoutOf(
    [one, other].flatMap(({ design: { members, groups, kinds } }) =>
      groups.map(({ start, count }, g) => {
        const columns = members.slice(start - 1, start - 1 + count).filter((column) => !seen.has(column));
        columns.forEach((column) => seen.add(column));
        return { kind: kinds[g], columns };
      }),
    ),
  );
  const place = new Map(layout.members.map((column, c) => [column, c + 1]));
  const fits = one.fits.map((fit, o) => {
    const theta = new Float64Array(layout.members.length + 1);
    const shares = [
      { share: 1 - weight, of: fit, members: one.design.members },
      { share: weight, of: other.fits[o], members: other.design.members },
    ];
    for (const { share, of, members } of shares) {
      theta[0] += share * of.theta[0];
      members.forEach((column, c) => (theta[place.get(column)!] += share * of.theta[c + 1]));
    }
    const mean = (value: 'totalFreedom' | 'variance'): number =>
      shares.reduce((sum, { share, of }) => sum + share * of[value], 0);
    // A fit is a linear function of the targets, and its degrees of freedom are the trace.
    return { theta, totalFreedom: mean('totalFreedom'), variance: mean('variance') };
  });
  return { design: layout, fits, outputs: mixed(one.outputs, other.outputs, weight), weight };
}
