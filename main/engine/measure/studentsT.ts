/** Differences with a standard error of their own that is hardly known. */

/**
 * The normal deviate that is as rare as Student's t, to about 0.1 (Wallace, 1959): a few values hardly know their standard error.
 * @param t 0 or more @param freedom degrees of freedom
 */
export function asNormal(t: number, freedom: number): number {
  return ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p(t ** 2 / freedom));
}
