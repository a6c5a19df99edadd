/**
 * Errors as shares of the target's values, where the rows tell that they are such shares ({@link kindOfErrors}), or where the values spread
 * over decades, since else the few largest would outweigh all others, and the rows do not tell that their errors are no shares.
 */
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { FormulaData } from './formulaData.ts';
import { isOverDecades } from './kindOfErrors.ts';

/**
 * The data with weights by which squared errors count as shares of the target's values; null where they do not count so. Rows
 * with weights say themselves how large their errors are. The size of a value near a change of sign says nothing about its error.
 */
export function asShares(data: FormulaData): FormulaData | null {
  const { target, weights, errors = null } = data;
  if (weights !== null || errors === 'values') return null;
  if (errors === null && !isOverDecades(target)) return null;
  return { ...data, weights: weightsOfShares(target), inShares: true };
}

/** The weights by which squared errors count as shares of the values. */
export function weightsOfShares(values: Float64Array): Float64Array {
  const sizes = values.map(Math.abs);
  // About 1 in the middle: the squares of very small weights would be 0.
  const usual = Math.exp(sizes.reduce((total, size) => total + Math.log(size), 0) / sizes.length);
  return sizes.map((size) => (usual / size) ** 2);
}

/** RMS of the errors as shares of the target's values; NaN without rows. */
export function shareError(
  expression: Expression,
  { names, columns, rows, target, weights }: FormulaData,
): number {
  if (rows === 0) return NaN;
  const values = compile(expression, names)(columns, rows);
  let total = 0;
  let weight = 0;
  for (let row = 0; row < rows; row++) {
    const w = weights?.[row] ?? 1;
    total += w * (values[row] / target[row] - 1) ** 2;
    weight += w;
  }
  return Math.sqrt(total / weight);
}
