import { firstRows, type FormulaData } from '../../formula/formulaData.ts';
import type { Reduced } from '../reductions/reduced.ts';
import type { Rows } from './revise.ts';

/**
 * The rows with the values of the best surface as the target.
 * @param problems with surfaces, at least one. @param spread of the target.
 */
export function smoothed(
  data: FormulaData,
  problems: readonly Reduced[],
  spread: number,
): Pick<Rows, 'smooth' | 'noise'> {
  const { problem, surfaces, error } = problems.reduce((best, one) => (one.error < best.error ? one : best));
  const [{ values }] = surfaces.plain;
  const rows = firstRows(data, values.length);
  const target = values.map((value, row) => value * problem.factor.values[row]);
  return { smooth: { ...rows, target }, noise: error * spread };
}
