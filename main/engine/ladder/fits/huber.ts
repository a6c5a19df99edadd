/**
 * Huber's loss, for targets with outliers and heavy tails: squared up to a cut, linear beyond it (Huber, "Robust
 * estimation of a location parameter", 1964). Its fits are those of least squares on pseudo-data (Huber 1973; Oh, Nychka
 * and Lee, "The role of pseudo data for robust smoothing", 2007), repeated:
 *
 *     z = f + ψ(y − f)/m,   ψ(r) = r limited to ±c,   m the share of rows with |y − f| ≤ c
 *
 * The variance of z − f is that of Huber's estimate, so restricted likelihood finds the right smoothness.
 *
 * Rows of weights w are limited by √w·|y − f|: a weight is taken to be an inverse variance, as by default in `rlm` of R's MASS.
 */

/** The least m: a bad first fit has few rows within the cut. */
const leastWithin = 0.3;
/** A fit is repeated at most so often, and until its values change by less than this share of the cut. */
const repeats = { most: 12, settled: 0.015 } as const;

/** Numbers and how their errors are judged. */
export interface HuberLoss {
  /** [row] */
  readonly targets: Float64Array;
  /** By row, of mean 1; null where all count alike. */
  readonly weights: Float64Array | null;
  /** Where the loss of a row of weight 1 becomes linear. */
  readonly cut: number;
}

/** The cut of one row. @param cut that of a row of weight 1. */
export function cutAt(row: number, cut: number, weights: Float64Array | null): number {
  return weights === null ? cut : cut / Math.sqrt(weights[row]);
}

/** ψ */
export function limited(error: number, cut: number): number {
  return Math.max(-cut, Math.min(cut, error));
}

/**
 * Repeats a fit of pseudo-data until it is the fit of Huber's loss.
 * @param among rows to learn from. @param start the fit of the targets themselves.
 * @param refit the fit of other targets. @param valuesOf the values of a fit, [row].
 */
export async function huberFit<Fit>(
  loss: HuberLoss,
  among: Uint32Array,
  start: Fit,
  refit: (pseudo: Float64Array, before: Fit) => Fit | Promise<Fit>,
  valuesOf: (fit: Fit) => Float64Array,
): Promise<Fit> {
  const { cut } = loss;
  let fit = start;
  let values = valuesOf(fit);
  for (let repeat = 0; repeat < repeats.most; repeat++) {
    const before = values;
    fit = await refit(pseudoData(loss, before, among), fit);
    values = valuesOf(fit);
    const moved = among.reduce((sum, row) => sum + (values[row] - before[row]) ** 2, 0);
    if (moved <= (repeats.settled * cut) ** 2 * among.length) break;
  }
  return fit;
}

/** z, [row]; 0 for rows that are not learned from. */
function pseudoData(
  { targets, weights, cut }: HuberLoss,
  values: Float64Array,
  among: Uint32Array,
): Float64Array {
  const cuts = Float64Array.from(targets, (_, row) => cutAt(row, cut, weights));
  const within = among.filter((row) => Math.abs(targets[row] - values[row]) <= cuts[row]).length;
  const share = Math.max(leastWithin, within / among.length);
  const pseudo = new Float64Array(targets.length);
  for (const row of among) pseudo[row] = values[row] + limited(targets[row] - values[row], cuts[row]) / share;
  return pseudo;
}
