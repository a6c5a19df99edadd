/** Columns whose values spread over decades. */

/** From the 5th to the 95th percentile, the values of such a column grow at least by this factor. */
const leastGrowth = 100;

/**
 * Whether values spread over decades: all are above 0, the middle 90 % of them span two decades or more, and their
 * logarithms lie more evenly about the median than they do. Squares of evenly spread numbers also span two decades,
 * but their logarithms are less even.
 * @param values NaN where one is missing
 */
export function spreadsOverDecades(values: Float64Array): boolean {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length < leastValues || !(sorted[0] > 0)) return false;
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  const ends = [at(0.05), at(0.5), at(0.95)] as const;
  return ends[2] / ends[0] >= leastGrowth && unevenness(...logarithms(ends)) < unevenness(...ends);
}

/** Fewer values do not show how they are spread. */
const leastValues = 8;

function logarithms([low, middle, high]: readonly [number, number, number]): [number, number, number] {
  return [Math.log(low), Math.log(middle), Math.log(high)];
}

/** How far the middle is from the centre, as a share of the half width (Bowley's measure of skewness). */
function unevenness(low: number, middle: number, high: number): number {
  return Math.abs((high - middle - (middle - low)) / (high - low));
}
