/** How values are rounded in a file. */

/** Decimals that are told apart. */
const mostDecimals = 6;

/** The smallest power of ten of which all values are multiples: 0.1 for 36.2 and 97.1; 0 for values with many decimals. */
export function stepOf(values: Float64Array): number {
  let decimals = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    while (decimals <= mostDecimals && Number(value.toFixed(decimals)) !== value) decimals++;
    if (decimals > mostDecimals) return 0;
  }
  return 10 ** -decimals;
}
