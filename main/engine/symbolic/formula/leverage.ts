/** How much each row decides the formula that is fitted to it. */
import type { Expression } from '../../../../shared/expression/tree.ts';
import { linearise, type Linear } from './fitConstants.ts';
import { errorsOf, type FormulaData } from './formulaData.ts';

/** A column that the others nearly make up, and the least variance of an error. */
const negligible = 1e-9;

/**
 * The leverage of each row: its share in its own prediction, 0 … 1 for rows that the constants are fitted to, and what it would be of
 * the others (Cook and Weisberg, "Residuals and Influence in Regression", 1982, §2.1).
 * @param left the rows that the formula is not fitted to.
 */
export function leverageOf({ matrix, places, residual }: Linear, left: readonly number[] = []): Float64Array {
  const [rows, size] = [residual.length, places.length];
  const isFitted = new Uint8Array(rows).fill(1);
  for (const row of left) isFitted[row] = 0;
  const leverage = new Float64Array(rows);
  // Gram–Schmidt over the fitted rows; the others follow.
  const column = (i: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => matrix[row * size + i]);
  const product = (one: Float64Array, other: Float64Array): number =>
    one.reduce((total, value, row) => (isFitted[row] === 1 ? total + value * other[row] : total), 0);
  const basis: Float64Array[] = [];
  for (let i = 0; i < size; i++) {
    const rest = column(i);
    const before = product(rest, rest);
    for (const direction of basis) {
      const share = product(rest, direction);
      for (let row = 0; row < rows; row++) rest[row] -= share * direction[row];
    }
    const length = product(rest, rest);
    if (!(length > negligible * before)) continue;
    const scale = 1 / Math.sqrt(length);
    const direction = rest.map((value) => value * scale);
    basis.push(direction);
    direction.forEach((value, row) => (leverage[row] += value ** 2));
  }
  return leverage;
}

/**
 * The variance of each row's error beside that of the scatter, to first order: 1 − h for rows that the constants are fitted to, which
 * draw the formula towards themselves, and 1 + h for rows that are left out, where the formula is itself uncertain. h is the
 * {@link leverageOf} the row.
 * @param left the rows that the formula is not fitted to. @returns null where it cannot be computed.
 */
export function errorVariances(
  expression: Expression,
  data: FormulaData,
  left: readonly number[],
): Float64Array | null {
  const linear = linearise(expression, data);
  if (linear === null) return null;
  const isLeft = new Set(left);
  return leverageOf(linear, left).map((share, row) =>
    Math.max(isLeft.has(row) ? 1 + share : 1 - share, negligible),
  );
}

/** The root of the mean square error without the row that adds most to it, to first order; Infinity where it is not finite. */
export function errorWithoutOne(expression: Expression, data: FormulaData): number {
  const errors = errorsOf(expression, data);
  const variances = errorVariances(expression, data, []);
  if (variances === null) return Infinity;
  const [total, most] = errors.reduce(
    ([sum, largest], error, row) => [sum + error ** 2, Math.max(largest, error ** 2 / variances[row])],
    [0, 0],
  );
  return Math.sqrt(Math.max(0, total - most) / data.rows);
}
