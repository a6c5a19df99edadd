/** Boosted curves and pairs as a rung of the ladder. */
import { everyRow } from '../../data/rows.ts';
import type { Question } from '../fits/fitDesign.ts';
import type { Folds } from '../judging/folds.ts';
import { heldOutError, heldOutLosses, lawful, lossOf, type HeldOut } from '../judging/judge.ts';
import { lowest, type Reached } from '../reached.ts';
import { modelOf } from '../linear/toModel.ts';
import { binnedTable } from './bins.ts';
import { boostedLearner } from './learner.ts';

/** The fewest rows: with less, a tree of four rows in each leaf has hardly a choice. */
const fewestRows = 16;
/** The fewest rows for each input, up to so many inputs; of more, it takes seconds. */
const rowsPerInput = { few: 1, upTo: 50, many: 4 } as const;

/** Whether boosting is worth a try after these rungs, the constant first. A law, which they nearly reach, has no corners. */
export function worthBoosting(
  [constant, ...rungs]: readonly Reached[],
  { rows }: Question,
  inputs: number,
): boolean {
  const { few, upTo, many } = rowsPerInput;
  if (rows < Math.max(fewestRows, (inputs > upTo ? many : few) * inputs)) return false;
  return rungs.length > 0 && lowest(rungs).heldOut.mean > (1 - lawful) * constant.heldOut.mean;
}

/** @param inputs [input][row] */
export async function boostedRung(
  question: Question,
  inputs: Float64Array,
  folds: Folds,
): Promise<Reached<'boosted'>> {
  const table = binnedTable(inputs, question.rows);
  const learner = boostedLearner(question, table, folds);
  const heldOut = await heldOutError(question, folds, async (among) => (await learner.learn(among)).outputs);
  const learned = await learner.learn(null);
  return {
    kind: 'boosted',
    model: modelOf(learned, table.terms),
    heldOut,
    freedom: freedomOf(question, heldOut, learned.outputs),
  };
}

/**
 * Effective degrees of freedom from how much lower the error is on the rows that it was trained on (Efron, "The
 * estimation of prediction error", 2004). Of n rows with squared errors, those are σ²(1 ± d/n); −ln p differs by d/n.
 */
function freedomOf(question: Question, heldOut: HeldOut, outputs: readonly Float64Array[]): number {
  const { rows, classifies } = question;
  const all = everyRow(rows);
  const { mean: trained } = heldOutLosses(question, all, 0, (row) => lossOf(question, outputs, row));
  const { mean: held } = heldOut;
  const freedom = (rows * (held - trained)) / (classifies ? 1 : held + trained || 1);
  return Math.min(Math.max(freedom, 1), rows);
}
