/** The rungs of the ladder that linear algebra solves: constant, straight lines, smooth curves, curves and pairs. */
import type { RungKind } from '../../../shared/contract/ladderViews.ts';
import type { Feature } from '../data/dataset/dataset.ts';
import type { KanModel } from '../kan/model.ts';
import { designOf, deviations, linesApart, linesTogether, type DesignPart } from './design.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { chanceOfLines } from './globalTest.ts';
import { heldOutError, type HeldOut } from './judge.ts';
import { designLearner, lineLearner, pairLearner, type Learner } from './learners.ts';
import { factorsOf } from './pairs.ts';
import { modelOf } from './toModel.ts';
import { termsOf } from './terms.ts';

export type LinearRung = Exclude<RungKind, 'hidden'>;

/** A rung that was reached: a network, and its error on rows that it was not trained on. */
export interface Reached<Kind extends RungKind = RungKind> {
  readonly kind: Kind;
  /** Trained on all rows. */
  readonly model: KanModel;
  readonly heldOut: HeldOut;
  /** Effective degrees of freedom; null where they were not estimated. */
  readonly freedom: number | null;
  /** Of straight lines: the chance of as much evidence where there is no law. */
  readonly chance?: () => number;
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

/** Yields the rungs from the simplest on; those that cannot differ from the one before are left out. */
export async function* linearRungs(
  question: Question,
  table: Table,
  folds: Folds,
): AsyncGenerator<Reached<LinearRung>, void> {
  const { rows } = question;
  const terms = termsOf(table.features, table.inputs, rows, table.grid + 2, table.order);
  const reach = async (kind: LinearRung, learner: Learner): Promise<Reached<LinearRung>> => {
    const learn = async (among: Uint32Array): Promise<readonly Float64Array[]> =>
      (await learner.learn(among)).outputs;
    const heldOut = await heldOutError(question, folds, learn);
    const learned = await learner.learn(null);
    const freedom = learned.fits.reduce((sum, fit) => sum + fit.totalFreedom, 0);
    return { kind, heldOut, freedom, model: modelOf(learned, terms) };
  };
  const learnerOf = (parts: readonly DesignPart[]): Learner => designLearner(question, designOf(rows, parts));
  yield await reach('constant', learnerOf([]));
  if (terms.terms.every(({ lines }) => lines.length === 0)) return;
  const lines = filled(linesTogether(terms.terms));
  let known: number | null = null;
  const chance = (): number => (known ??= chanceOfLines(question, terms.terms));
  yield { ...(await reach('lines', lineLearner(question, designOf(rows, lines)))), chance };
  if (rows < rowsPerTerm * terms.terms.length) return;
  const bends = filled(deviations(terms.terms));
  let parts = lines;
  if (bends.length > 0) {
    parts = [...lines, ...bends];
    const together = await reach('additive', learnerOf(parts));
    const partsApart = [...filled(linesApart(terms.terms)), ...bends];
    const apart = question.classifies ? null : await reach('additive', learnerOf(partsApart));
    if (apart !== null && apart.heldOut.mean < together.heldOut.mean) parts = partsApart;
    yield apart !== null && parts === partsApart ? apart : together;
  }
  if (terms.terms.length < 2) return;
  const factors = factorsOf(terms.terms, rows);
  yield await reach('pairs', pairLearner(question, learnerOf(parts), parts, factors));
}

function filled(parts: readonly DesignPart[]): DesignPart[] {
  return parts.filter(({ columns }) => columns.length > 0);
}
