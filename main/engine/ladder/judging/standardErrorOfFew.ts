/** The standard error that is told of an error on few held-out rows. */
import type { HeldOut } from './judge.ts';

/** From so many rows on, the squared errors themselves show how much they scatter. */
const enoughRows = 20;

/**
 * The standard error of a mean squared error. The squared errors of few rows hardly ever include a large one, and then their mean and
 * its standard error are both too small. So this is at least that of normal errors, whose squares have the variance 2σ⁴: m·√(2/n), with the
 * same correction for parts that share rows (Kendall and Stuart, “The advanced theory of statistics”, vol. 1, ch. 10). Squares of several
 * outputs, of weighted rows and of groups have another variance; theirs stays as it is.
 */
export function standardErrorOfFew(
  { rows, mean, standardError, share, weights, groups }: HeldOut,
  outputs: number,
): number {
  const count = rows.length;
  if (count >= enoughRows || outputs > 1 || weights !== null || groups !== null) return standardError;
  return Math.max(standardError, mean * Math.sqrt((2 * (1 + share)) / count));
}
