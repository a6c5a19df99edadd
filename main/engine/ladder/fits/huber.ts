/**
 * Huber's loss, for targets with outliers and heavy tails: squared up to a cut, linear beyond it (Huber, "Robust
 * estimation of a location parameter", 1964). Its fits are those of least squares on pseudo-data (Huber 1973; Oh, Nychka
 * and Lee, "The role of pseudo data for robust smoothing", 2007), repeated:
 *
 *     z = f + ψ(y − f)/m,   ψ(r) = r limited to ±c,   m the share of rows with |y − f| ≤ c
 *
 * The variance of z − f is that of Huber's estimate, so restricted likelihood finds the right smoothness.
 */

/** The least m: a bad first fit has few rows within the cut. */
const leastWithin = 0.3;
/** A fit is repeated at most so often, and until its values change by less than this share of the cut. */
const repeats = { most: 12, settled: 0.015 } as const;

/** ψ */
export function limited(error: number, cut: number): number {
  return Math.max(-cut, Math.min(cut, error));
}

/**
 * Repeats a fit of pseudo-data until it is the fit of Huber's loss.
 * @param target [row]. @param among rows to learn from. @param start the fit of the target itself.
 * @param refit the fit of other targets. @param valuesOf the values of a fit, [row].
 */
export async function huberFit<Fit>(
  target: Float64Array,
  cut: number,
  among: Uint32Array,
  start: Fit,
  refit: (pseudo: Float64Array, before: Fit) => Fit | Promise<Fit>,
  valuesOf: (fit: Fit) => Float64Array,
): Promise<Fit> {
  let fit = start;
  let values = valuesOf(fit);
  for (let repeat = 0; repeat < repeats.most; repeat++) {
    const before = values;
    fit = await refit(pseudoData(target, before, cut, among), fit);
    values = valuesOf(fit);
    const moved = among.reduce((sum, row) => sum + (values[row] - before[row]) ** 2, 0);
    if (moved <= (repeats.settled * cut) ** 2 * among.length) break;
  }
  return fit;
}

/** z, [row]; 0 for rows that are not learned from. */
function pseudoData(
  target: Float64Array,
  values: Float64Array,
  cut: number,
  among: Uint32Array,
): Float64Array {
  const within = among.filter((row) => Math.abs(target[row] - values[row]) <= cut).length;
  const share = Math.max(leastWithin, within / among.length);
  const pseudo = new Float64Array(target.length);
  for (const row of among) pseudo[row] = values[row] + limited(target[row] - values[row], cut) / share;
  return pseudo;
}
