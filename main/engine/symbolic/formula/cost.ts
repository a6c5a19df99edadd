/** What a formula costs: its error and its complexity as one number. */

/** What a step of complexity must take off the sum of squares, in residual variances. */
const worth = 2;

/**
 * Akaike's criterion, rows·log(mean square) + 2·complexity: complexity stands for the number of parameters, since functions
 * are searched for as well as constants. Of two formulas the one of lower cost is to be preferred.
 * @param error RMSE over the rows. @param floor an error that is none.
 */
export function costOf(error: number, complexity: number, rows: number, floor: number): number {
  return rows * Math.log(error ** 2 + floor ** 2) + worth * complexity;
}
