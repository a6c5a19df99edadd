/** Sums of products of columns, as least squares take them. */
import { addInnerProducts, withDenseMemory } from './dense/dense.ts';

/** Rows of a block: few enough that the columns of a block stay in the cache. */
export const blockRows = 128;

/**
 * Σ_r w_r·a_r·b_r for each two of some columns.
 * @param columns [column][row] @param weights by row, of any sign; null where all are 1.
 * @returns [a][b], only b ≤ a.
 */
export function weightedProducts(
  columns: readonly Float64Array[],
  rows: number,
  weights: Float64Array | null,
): Float64Array {
  const size = columns.length;
  return withDenseMemory((take) => {
    const [sums, plain] = [take(size * size), take(size * blockRows)];
    const weighted = weights === null ? plain : take(size * blockRows);
    for (let from = 0; from < rows; from += blockRows) {
      const length = Math.min(blockRows, rows - from);
      columns.forEach((column, c) => {
        const to = c * length;
        for (let i = 0; i < length; i++) {
          plain[to + i] = column[from + i];
          if (weights !== null) weighted[to + i] = column[from + i] * weights[from + i];
        }
      });
      addInnerProducts(sums, 0, weighted, plain, size, size, length, true);
    }
    return sums.slice();
  });
}
