/** The standard error that is told of an error on few held-out rows. */
import type { HeldOut } from './judge.ts';

/** From so many rows on, the losses themselves show how much they scatter. */
const enoughRows = 20;

/**
 * The standard error of a mean loss. The losses of few rows hardly ever include a large one, and then their mean and its standard
 * error are both too small. So this is at least as large as the predictions would make it ({@link leastVariance}), with the same
 * correction for parts that share rows. Squares of several outputs, losses of more than two classes, of weighted rows and of groups
 * have another variance; theirs stays as it is.
 */
export function standardErrorOfFew(heldOut: HeldOut, outputs: number, classifies: boolean): number {
  const { rows, standardError, share, weights, groups } = heldOut;
  const count = rows.length;
  if (count >= enoughRows || outputs > 1 || weights !== null || groups !== null) return standardError;
  return Math.max(standardError, Math.sqrt(((1 + share) * leastVariance(heldOut, classifies)) / count));
}

/**
 * Of the loss of a row. Squares of normal errors have 2σ⁴ (Kendall and Stuart, “The advanced theory of statistics”, vol. 1, ch. 10). −ln of the
 * predicted probability has p(1 − p)·ln²(p/(1 − p)), if a row is of one of two classes with the predicted probability p.
 */
function leastVariance({ mean, losses }: HeldOut, classifies: boolean): number {
  if (!classifies) return 2 * mean ** 2;
  const variances = losses.map((loss) => {
    const p = Math.exp(-loss);
    return p > 0 && p < 1 ? p * (1 - p) * Math.log(p / (1 - p)) ** 2 : 0;
  });
  return variances.reduce((sum, variance) => sum + variance, 0) / losses.length;
}
