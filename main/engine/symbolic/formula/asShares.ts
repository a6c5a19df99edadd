/**
 * Errors as shares of the target's values, where these spread over decades, since else the few largest would outweigh all others, or
 * where the rows tell that their errors are such shares.
 */
import { spreadsOverDecades } from '../../data/table/decades.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { FormulaData } from './formulaData.ts';

/**
 * The data with weights by which squared errors count as shares of the target's values; null where these do neither
 * spread over decades nor have such errors, or have both signs: the size of a value near a change of sign says nothing about its error.
 */
export function asShares(data: FormulaData): FormulaData | null {
  const { target, weights } = data;
  const isOverDecades = spreadsOverDecades(target) || spreadsOverDecades(target.map((value) => -value));
  if (!isOverDecades && data.isProportional !== true) return null;
  const sizes = target.map(Math.abs);
  // About 1 in the middle: the squares of very small weights would be 0.
  const usual = Math.exp(sizes.reduce((total, size) => total + Math.log(size), 0) / sizes.length);
  return {
    ...data,
    weights: sizes.map((size, row) => (weights?.[row] ?? 1) * (usual / size) ** 2),
    logWeights: weights,
  };
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
