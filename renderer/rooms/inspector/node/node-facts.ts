/** Facts about nodes. Pure. */

/** A value farther outside the training rows' range than this share of it is shown as an extrapolation. */
const SLACK = 0.01;

/** The range of the whole table, if it goes beyond that of the training rows; else null. */
export function beyondTraining(
  table: { readonly min: number; readonly max: number },
  [low, high]: readonly [number, number],
): readonly [number, number] | null {
  const slack = SLACK * (high - low);
  return table.min < low - slack || table.max > high + slack ? [table.min, table.max] : null;
}
