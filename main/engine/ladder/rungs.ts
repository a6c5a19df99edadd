/** The rungs of the ladder that linear algebra solves: constant, straight lines, smooth curves, curves and pairs. */
import type { RungKind } from '../../../shared/contract/views/ladder.ts';
import type { Feature } from '../data/dataset/dataset.ts';
import type { KanModel } from '../kan/model.ts';
import { designOf, deviations, filled, linesApart, linesTogether, type DesignPart } from './design.ts';
import type { Question } from './fitDesign.ts';
import { mostRowsRepeated, type Folds } from './folds.ts';
import { chanceOfLines } from './globalTest.ts';
import { byHuber, excess, heldOutError, type HeldOut } from './judge.ts';
import { blendLearner } from './blend.ts';
import {
  designLearner,
  lineLearner,
  pairLearner,
  type Learned,
  type Learner,
  type Written,
} from './learners.ts';
import { bestLines } from './lines.ts';
import { factorsOf } from './pairs.ts';
import { limited, type Outliers } from './robust.ts';
import type { Strengths } from './smoothing.ts';
import { modelOf } from './toModel.ts';
import { asItIs, type TargetScale } from './targetScale.ts';
import { termsOf, type Terms } from './terms.ts';

export type LinearRung = Exclude<RungKind, 'hidden'>;
type PlainRung = 'constant' | 'lines' | 'additive' | 'pairs';

/** A rung that was reached: a network, and its error on rows that it was not trained on. */
export interface Reached<Kind extends RungKind = RungKind> {
  readonly kind: Kind;
  /** Trained on all rows. */
  readonly model: KanModel;
  readonly heldOut: HeldOut;
  /** Effective degrees of freedom; null where they were not estimated. */
  readonly freedom: number | null;
  /** For straight lines: the p-value of the permutation test. */
  readonly chance?: () => number;
  /**
   * For a blend with the next simpler model: the weight of the curves beside straight lines, or that of curves with pairs
   * beside curves alone, as large as is significant. 0 for pairs of which the held-out rows show nothing.
   */
  readonly weight?: number;
  /** For pairs: the error of the curves that they are blended with, or were added to where there is no blend. */
  readonly without?: HeldOut;
  /** For pairs: the errors of the curves without and with them, neither of them blended. */
  readonly unblended?: { readonly curves: HeldOut; readonly pairs: HeldOut };
  /** For straight lines: inputs that count by their values, although the network sees their logarithms. */
  readonly byValue?: readonly number[];
  /** For Huber's loss: the outliers that it is for. */
  readonly outliers?: Outliers;
  /** For Huber's loss: the error of the constant that has the least loss. */
  readonly location?: HeldOut;
}

export interface Table {
  readonly features: readonly Feature[];
  /** [input][row] */
  readonly inputs: Float64Array;
  /** Grid intervals where the rows are. */
  readonly grid: number;
  readonly order: number;
}

/** Rows for each term below which nothing but straight lines is tried. */
const rowsPerTerm = 4;
/**
 * Columns of the curves of all inputs together. A fit takes time in proportion to their third power, and is made dozens of
 * times: with many inputs each curve has fewer intervals.
 */
const mostColumns = 1200;
/** Intervals of a curve, of which two are beyond the rows; with fewer, no curves are tried. */
const leastIntervals = 3;
/** Where the effective degrees of freedom fill this share of a curve's columns, twice as many intervals are tried. */
const full = 0.4;
/** Columns of a design with finer grids, and rows for each of them. */
const finest = { columns: 200, rowsPerColumn: 2 } as const;
/** Standard errors by which finer grids must lower the error. */
const finerPays = 0.5;

/** Smooth curves on one grid. */
interface Additive {
  readonly reached: Reached<'additive'>;
  readonly terms: Terms;
  readonly parts: readonly DesignPart[];
  readonly learner: Learner;
  /** The share of its columns that the effective degrees of freedom fill, for the curve with the largest share. */
  readonly filled: number;
}

/** Yields the rungs from the simplest on, without those that cannot differ from the one before. */
export function linearRungs(
  question: Question,
  table: Table,
  folds: Folds,
): AsyncGenerator<Reached<LinearRung>, void> {
  return rungsOn(asItIs(question), question, table, folds);
}

const kindsOfLog = { lines: 'logLines', additive: 'logAdditive', pairs: 'logPairs' } as const;

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
): AsyncGenerator<Reached<LinearRung>, void> {
  for await (const rung of rungsOn(scale, question, table, folds)) {
    if (rung.kind in kindsOfLog && rung.heldOut.mean < lines.mean)
      yield { ...rung, kind: kindsOfLog[rung.kind as keyof typeof kindsOfLog] };
  }
}

const kindsOfRobust = { lines: 'robustLines', additive: 'robustAdditive', pairs: 'robustPairs' } as const;

/** The kind of the same model fitted by Huber's loss; null where there is none. */
export function robustKind(kind: RungKind): LinearRung | null {
  return kind in kindsOfRobust ? kindsOfRobust[kind as keyof typeof kindsOfRobust] : null;
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
): AsyncGenerator<Reached<LinearRung>, void> {
  const found: Reached<LinearRung>[] = [];
  let location: HeldOut | undefined;
  for await (const rung of rungsOn(asItIs({ ...question, cut: outliers.cut }), question, table, folds)) {
    if (rung.kind === 'constant') location = rung.heldOut;
    const kind = robustKind(rung.kind);
    if (kind === null) continue;
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
  const { rows, cut } = question;
  /** Errors by the loss of the fits. */
  const own = ({ heldOut }: Reached): HeldOut => (cut === undefined ? heldOut : byHuber(heldOut, cut));
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
    const byValue = learned.design.members.flatMap((column) => ('rate' in column ? [column.input] : []));
    return { kind, heldOut, freedom, model, ...(byValue.length > 0 && { byValue }) };
  };
  const learnerOf = (parts: readonly DesignPart[]): Learner => designLearner(question, designOf(rows, parts));
  const numbers = table.features.filter(({ label }) => label === null).length;
  const affordable = Math.floor(mostColumns / numbers) + 1 - table.order;
  const intervals = Math.max(Math.min(table.grid + 2, affordable), leastIntervals);
  const coarse = termsOf(table.features, table.inputs, rows, intervals, table.order);
  const constant = learnerOf([]);
  yield await reach('constant', constant, coarse);
  if (coarse.terms.every(({ lines }) => lines.length === 0)) return;
  const lines = filled(linesTogether(coarse.terms));
  const straight = lineLearner(question, designOf(rows, lines));
  let known: number | null = null;
  const [middle] = (await constant.learn(null)).outputs;
  // Outliers hide a law from the test, so with Huber's loss it is given limited distances from the constant.
  const tested: Question =
    cut === undefined
      ? question
      : { ...question, targets: question.targets.map((target, row) => limited(target - middle[row], cut)) };
  const chance = (): number => (known ??= chanceOfLines(tested, coarse.terms));
  const best = bestLines(coarse.terms, folds, question, straight, lineLearner);
  yield { ...(await reach('lines', best, coarse)), chance };
  if (rows < rowsPerTerm * coarse.terms.length || affordable < leastIntervals) return;

  const additiveOf = async (terms: Terms): Promise<Additive> => {
    const bends = filled(deviations(terms.terms));
    const attempt = async (
      straight: readonly DesignPart[],
      first: readonly Strengths[] | null = null,
    ): Promise<Additive> => {
      const parts = [...filled(straight), ...bends];
      const learner = designLearner(question, designOf(rows, parts), first);
      const reached = await reach('additive', learner, terms);
      return { reached, terms, parts, learner, filled: fullest(await learner.learn(null)) };
    };
    const together = await attempt(linesTogether(terms.terms));
    if (question.classifies || rows > mostRowsRepeated) return together;
    const lineParts = filled(linesApart(terms.terms));
    const { fits } = await together.learner.learn(null);
    // The curves start from the strengths that they have together with the lines.
    const first = fits.map(({ strengths }) => [
      ...lineParts.map(() => (Number.isFinite(strengths[0]) ? strengths[0] : 1)),
      ...strengths.slice(-bends.length),
    ]);
    const apart = await attempt(lineParts, first);
    return own(apart.reached).mean < own(together.reached).mean ? apart : together;
  };
  /** Where the validation rows alone judge, nothing is blended. */
  const blendOf = (
    simpler: Learner<Written>,
    larger: Learner<Written>,
  ): ReturnType<typeof blendLearner> | null =>
    folds.held.length > 1 ? blendLearner(question, folds, simpler, larger) : null;
  let [terms, parts, learner]: [Terms, readonly DesignPart[], Learner | null] = [coarse, lines, null];
  /** The curves blended with straight lines; null where they are not. */
  let curves: Learner<Written> | null = null;
  if (coarse.terms.some((term) => term.deviations.length > 0)) {
    let best = await additiveOf(coarse);
    for (let grid = 2 * table.grid; best.filled > full; grid *= 2) {
      const finer = termsOf(table.features, table.inputs, rows, grid + 2, table.order);
      const columns = finer.terms.reduce((sum, term) => sum + term.lines.length + term.deviations.length, 0);
      if (columns > Math.min(finest.columns, rows / finest.rowsPerColumn)) break;
      const next = await additiveOf(finer);
      const { mean, standardError } = excess(own(best.reached), own(next.reached));
      if (!(mean > finerPays * standardError)) break;
      best = next;
    }
    ({ terms, parts, learner } = best);
    const sameLines =
      terms === coarse ? straight : lineLearner(question, designOf(rows, filled(linesTogether(terms.terms))));
    const blend = blendOf(sameLines, learner);
    const weight = (await blend?.learn(null))?.weight ?? 0;
    if (blend !== null && weight > 0) curves = blend;
    yield {
      ...(await reach('additive', curves ?? learner, terms)),
      ...(curves !== null && { weight }),
    };
  }
  if (terms.terms.length < 2) return;
  const factors = factorsOf(terms.terms, rows);
  const alone = learner ?? learnerOf(parts);
  const larger = pairLearner(question, alone, parts, factors);
  const blend = blendOf(curves ?? alone, larger);
  const weight = (await blend?.learn(null))?.weight;
  const blended = blend !== null && weight! > 0;
  const bare = {
    curves: (await reach('additive', alone, terms)).heldOut,
    pairs: await reach('pairs', larger, terms),
  };
  yield {
    ...(blended ? await reach('pairs', blend, terms) : bare.pairs),
    ...(weight !== undefined && { weight }),
    without: blended && curves !== null ? (await reach('additive', curves, terms)).heldOut : bare.curves,
    unblended: { curves: bare.curves, pairs: bare.pairs.heldOut },
  };
}

function fullest({ design, fits }: Learned): number {
  const shares = fits.flatMap(({ freedom }) =>
    design.groups.map(({ count }, g) => (design.kinds[g] === 'deviations' ? freedom[g] / count : 0)),
  );
  return Math.max(0, ...shares);
}
