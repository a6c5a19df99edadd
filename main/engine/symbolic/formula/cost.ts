/** One number that combines the error and the complexity of a formula; the lower, the better. */

/** By how much one more unit of complexity must reduce the sum of squares, in residual variances. */
const worth = 2;

/**
 * Akaike's criterion, rows·log(mean square) + 2·complexity: complexity stands for the number of parameters, since
 * functions are searched for as well as constants. Of two formulas, prefer the one with the lower cost.
 * @param error RMSE over the rows. @param floor errors below this value count as 0.
 */
export function costOf(error: number, complexity: number, rows: number, floor: number): number {
  return rows * Math.log(error ** 2 + floor ** 2) + worth * complexity;
}
