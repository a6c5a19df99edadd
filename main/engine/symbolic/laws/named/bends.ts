/** Functions of a column whose sums follow any smooth curve roughly, to stand for a law that is not known yet. */

/** Rows for each function of one column. */
const rowsPerFunction = 8;
const mostFunctions = 6;

/** Of each column. */
export type Bends = readonly (readonly Float64Array[])[];

/**
 * The column, and max(0, x − k) for some of its quantiles k: straight lines from one quantile to the next.
 * @param share of the rows' constants that this column may have: one in so many columns.
 */
export function bendsOf(x: Float64Array, share: number): readonly Float64Array[] {
  const sorted = x.toSorted();
  const supported = Math.floor(x.length / (rowsPerFunction * share));
  // A straight line shows no bend: where the rows carry one function they have a second, at their median.
  const count = Math.min(mostFunctions, supported === 1 ? 2 : supported);
  const quantiles = Array.from(
    { length: Math.max(0, count - 1) },
    (_, k) => sorted[Math.floor(((k + 1) * x.length) / count)],
  );
  const inside = [...new Set(quantiles)].filter((knot) => knot > sorted[0] && knot < sorted.at(-1));
  return [x, ...inside.map((knot) => x.map((value) => Math.max(0, value - knot)))];
}
