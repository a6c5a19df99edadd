/**
 * The length of a formula together with what it leaves unexplained. Of two formulas, the one with the shorter description is
 * the likelier; a difference d means odds of exp(d/2) to 1.
 */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { constantsOf } from '../../../../shared/expression/constants.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { isLoose } from './recognise.ts';

/**
 * The cost of a unit of complexity, a choice among about ten functions and operators, in units of a residual variance.
 */
export const worth = 5;

/**
 * Up to a constant. Each fitted constant counts as many digits as so many rows determine.
 * @param error RMSE. @param floor errors below this value count as 0.
 */
export function descriptionLength(
  expression: Expression,
  error: number,
  rows: number,
  floor: number,
): number {
  const constants = constantsOf(expression).filter(isLoose).length;
  return (
    rows * Math.log(error ** 2 + floor ** 2) + worth * complexity(expression) + constants * Math.log(rows)
  );
}
