/** What is worth saying of nodes. Pure. */
import type { ModelView } from '../../../../shared/contract/views.ts';

/** The input's share of the scores of all inputs; 0 where none has any. */
export function importanceOf(model: ModelView, input: number): number {
  const total = model.nodes[0].reduce((sum, { score }) => sum + score, 0);
  return total > 0 ? model.nodes[0][input].score / total : 0;
}

/** Beyond the training rows' range by that share of it a value is an extrapolation worth a word. */
const SLACK = 0.01;

/** The whole range of the table where it goes beyond that of the training rows; else null. */
export function beyondTraining(
  table: { readonly min: number; readonly max: number },
  [low, high]: readonly [number, number],
): readonly [number, number] | null {
  const slack = SLACK * (high - low);
  return table.min < low - slack || table.max > high + slack ? [table.min, table.max] : null;
}
