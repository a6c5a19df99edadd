/** What is worth saying of nodes. Pure. */

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
