/** Whether rungs of Huber's loss are tried. */
import { chosenRung, paysRobust } from './choice.ts';
import type { Question } from './fits/fitDesign.ts';
import { rungRecords } from './kinds.ts';
import { lowest, type Reached } from './reached.ts';
import { outliersOf } from './judging/outliers.ts';
import type { RobustPlan } from './rungs.ts';

/**
 * For a single number with rows far from the rest, where the logarithm of the target was not chosen: its errors are then
 * proportional to the target.
 * @param rungs of least squares.
 */
export function robustPlan(rungs: readonly Reached[], question: Question): RobustPlan | null {
  const plain = rungs[chosenRung(rungs)];
  if (question.classifies || question.outputs !== 1 || rungRecords[plain.kind].fit === 'logarithm')
    return null;
  // Of levels that were not chosen the errors say nothing.
  const judged = rungs.filter((rung) => rung.kind !== 'levels' || rung === plain);
  const outliers = outliersOf(lowest(judged).heldOut);
  if (outliers === null) return null;
  const pairs = rungs.find(({ kind }) => kind === 'pairs');
  const pairsHelp = pairs?.without !== undefined && pairs.heldOut.mean < pairs.without.mean;
  return { outliers, goesOn: (found) => pairsHelp && found.some((rung) => paysRobust(plain, rung)) };
}
