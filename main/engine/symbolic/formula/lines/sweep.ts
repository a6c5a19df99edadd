/** Least squares with fewer and fewer columns, by the sweep operator (Goodnight, The American Statistician 33, 1979). */

/** Sums of products of columns that are about 0 in the mean and 1 in size: the constant, the columns, then the target. */
export type Products = readonly Float64Array[];

/** A column is left out where less than this share of it is independent of those before. */
const dependent = 1e-9;

/** Numbers of the constant and of the columns; those that are left out have 0. */
export type LinearFit = Float64Array;

/**
 * The least squares fits of all columns, of all but one, and so on, to the constant alone: each leaves out the column that raises the sum
 * of squares least.
 * @param products (columns + 2) × (columns + 2)
 * @returns at k the fit of k columns; columns that depend on others are in none
 */
export function fitsOfFewer(products: Products): readonly LinearFit[] {
  const matrix = products.map((row) => row.slice());
  const target = matrix.length - 1;
  const scale = matrix.map((row, i) => row[i]);
  const columns: number[] = [];
  for (let at = 0; at < target; at++) {
    if (!(matrix[at][at] > dependent * scale[at])) continue;
    sweep(matrix, at);
    if (at > 0) columns.push(at);
  }
  const fits: LinearFit[] = [];
  for (;;) {
    const fit = new Float64Array(target);
    for (const at of [0, ...columns]) fit[at] = matrix[at][target];
    fits.unshift(fit);
    if (columns.length === 0) return fits;
    const rise = (at: number): number => matrix[at][target] ** 2 / matrix[at][at];
    const least = columns.reduce((best, at, i) => (rise(at) < rise(columns[best]) ? i : best), 0);
    const [removed] = columns.splice(least, 1);
    sweep(matrix, removed);
  }
}

/** Takes a column into the fit, or out of it where it is in. */
function sweep(matrix: readonly Float64Array[], at: number): void {
  const pivot = matrix[at];
  const own = pivot[at];
  for (let j = 0; j < pivot.length; j++) pivot[j] /= own;
  for (const [i, row] of matrix.entries()) {
    if (i === at) continue;
    const factor = row[at];
    for (let j = 0; j < row.length; j++) row[j] -= factor * pivot[j];
    row[at] = -factor / own;
  }
  pivot[at] = 1 / own;
}
