/**
 * Two fits of the same terms as one: (1 − w)·simpler + w·larger. Both are sums of the same functions, so their blend is
 * a network with the structure of the larger one. w is chosen by errors on held-out rows (Wolpert, "Stacked
 * generalization", 1992; Breiman, "Stacked regressions", 1996).
 */
import { layoutOf, type DesignColumn } from './design.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { excess, heldOutLosses, lossOf, shareOf, type HeldOut } from './judge.ts';
import { remembering, type Learner, type Written } from './learners.ts';

/** A blend, and the weight of the larger fit. */
interface Blended extends Written {
  readonly weight: number;
}

/** Weights are multiples of one twentieth. */
const parts = 20;
/** From this weight on the larger fit is taken as it is: a blend would hardly differ from it. */
const nearlyAll = 0.9;
/**
 * The weight is that of the highest gain minus so many of its standard errors. A small weight has a small gain, but a
 * surer one: near 0 the gain grows with w, and the loss where the larger fit is wrong with w². So curves that are in
 * doubt count little, clear ones fully.
 */
const doubt = 1.5;

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
    const judged = among === null ? [] : folds.held[folds.others.indexOf(among)];
    const tests = await testsOn(folds, new Set(judged), simpler, larger);
    return blended(one, other, surest(question, tests, shareOf(folds, question.rows)));
  });
}

/** Rows that are held out, and both fits of the others. */
interface Test {
  readonly rows: Uint32Array;
  readonly one: readonly Float64Array[];
  readonly other: readonly Float64Array[];
}

/** @param except rows that do not judge. */
async function testsOn(
  { held, others }: Folds,
  except: ReadonlySet<number>,
  simpler: Learner<Written>,
  larger: Learner<Written>,
): Promise<Test[]> {
  const tests: Test[] = [];
  for (const [index, among] of others.entries()) {
    const [one, other] = [await simpler.learn(among), await larger.learn(among)];
    const rows = held[index].filter((row) => !except.has(row));
    tests.push({ rows, one: one.outputs, other: other.outputs });
  }
  return tests;
}

/** The weight of the surest gain; 0 where no weight has one. */
function surest(question: Question, tests: readonly Test[], share: number): number {
  const counts = new Uint32Array(question.rows);
  for (const { rows } of tests) for (const row of rows) counts[row]++;
  const judges = Uint32Array.from(counts.keys()).filter((row) => counts[row] > 0);
  const lossesAt = (weight: number): HeldOut => {
    const sums = new Float64Array(question.rows);
    for (const { rows, one, other } of tests) {
      const outputs = mixed(one, other, weight);
      for (const row of rows) sums[row] += lossOf(question, outputs, row);
    }
    return heldOutLosses(question, judges, share, (row) => sums[row] / counts[row]);
  };
  const alone = lossesAt(0);
  let best = { weight: 0, gain: 0 };
  for (let part = 1; part <= parts; part++) {
    const weight = part / parts;
    const { mean, standardError } = excess(alone, lossesAt(weight));
    const gain = mean - doubt * standardError;
    if (gain > best.gain) best = { weight, gain };
  }
  return best.weight < nearlyAll ? best.weight : 1;
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
