/** Planes through the rows next to a row. */
import { leastSquares } from '../../kan/leastSquares.ts';

/** The value at a row of the least-squares plane through other rows. @param near those rows, at least as many as the plane has coefficients */
export function predictedAt(
  row: number,
  near: readonly number[],
  columns: readonly Float64Array[],
  target: Float64Array,
): number {
  const widths = columns.map(
    (column) => Math.max(...near.map((other) => Math.abs(column[other] - column[row]))) || 1,
  );
  const matrix = Float64Array.from(
    near.flatMap((other) => [1, ...columns.map((column, i) => (column[other] - column[row]) / widths[i])]),
  );
  const solve = leastSquares(matrix, near.length, columns.length + 1);
  return solve(near.map((other) => target[other]))[0];
}
