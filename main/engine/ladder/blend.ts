/**
 * Two fits of the same terms as one: (1 − w)·simpler + w·larger. Both are sums of the same functions, so their blend is
 * a network with the structure of the larger one. w is the weight of least error on held-out rows (Wolpert, "Stacked
 * generalization", 1992; Breiman, "Stacked regressions", 1996).
 */
import { layoutOf, type DesignColumn } from './design.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { lossOf } from './judge.ts';
import { remembering, type Learner, type Written } from './learners.ts';

/** A blend, and the weight of the larger fit. */
interface Blended extends Written {
  readonly weight: number;
}

/** Weights are multiples of one hundredth. */
const parts = 100;
/** From this weight on the larger fit is taken as it is: a blend would hardly differ from it. */
const nearlyAll = 0.9;

/**
 * If some of the rows are held out, the weight comes from the other parts, each held out in turn: the rows that judge a
 * blend have no say in its weight. If there is only one part, the larger fit is taken as it is.
 */
export function blendLearner(
  question: Question,
  folds: Folds,
  simpler: Learner<Written>,
  larger: Learner<Written>,
): Learner<Blended> {
  return remembering(async (among) => {
    const [one, other] = [await simpler.learn(among), await larger.learn(among)];
    if (folds.held.length < 2) return { ...other, weight: 1 };
    const judged = among === null ? [] : folds.held[folds.others.indexOf(among)];
    const losses = await lossesOn(question, folds, new Set(judged), simpler, larger);
    return blended(one, other, lowest(losses));
  });
}

/** The sum of the losses of rows that are held out, except of some rows, by the weight of the larger fit. */
async function lossesOn(
  question: Question,
  { held, others }: Folds,
  except: ReadonlySet<number>,
  simpler: Learner<Written>,
  larger: Learner<Written>,
): Promise<(weight: number) => number> {
  const tests: { readonly rows: Uint32Array; readonly pair: readonly [Written, Written] }[] = [];
  for (const [index, among] of others.entries()) {
    const rows = held[index].filter((row) => !except.has(row));
    tests.push({ rows, pair: [await simpler.learn(among), await larger.learn(among)] });
  }
  return (weight) =>
    tests.reduce((sum, { rows, pair: [one, other] }) => {
      const outputs = mixed(one.outputs, other.outputs, weight);
      return rows.reduce(
        (total, row) => total + (question.weights?.[row] ?? 1) * lossOf(question, outputs, row),
        sum,
      );
    }, 0);
}

/** The weight of least loss. The loss is convex: that of a number is a parabola, that of a class a sum of −ln p. */
function lowest(loss: (weight: number) => number): number {
  let [low, high] = [0, parts];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (loss(middle / parts) <= loss((middle + 1) / parts)) high = middle;
    else low = middle + 1;
  }
  return low / parts < nearlyAll ? low / parts : 1;
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
