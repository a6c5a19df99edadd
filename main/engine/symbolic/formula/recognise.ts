/** Replaces fitted constants by closed forms, where the data distinguish them from other numbers. */
import { closedFormsFor } from '../../../../shared/expression/closedForms.ts';
import { constantsOf, isLoose, withConstant } from '../../../../shared/expression/constants.ts';
import { nodes, type Expression, type NumberNode } from '../../../../shared/expression/tree.ts';
import type { ChangeTest } from './changeTest.ts';
import { fitConstants } from './fitConstants.ts';
import { formulaError } from './formulaData.ts';
import { withStandardErrors } from './standardErrors.ts';

/**
 * Replaces constants by closed forms (`closedFormsFor`), from the last one on, and fits the others again each time. A
 * form is kept where the sum of squares rises by less than nine residual variances.
 * @param isNamed whether it is a law with a name: its constants are measured quantities, and only waves have a multiple of
 * π, or a root, for one.
 */
export async function recognise(
  expression: Expression,
  { data, floor, breath, signal }: ChangeTest,
  isNamed = false,
): Promise<Expression> {
  const isPossible = ({ exact }: NumberNode): boolean =>
    exact === null || (exact.constant === null && exact.radicand === 1) || !isNamed || hasWave(expression);
  let current = expression;
  let error = formulaError(current, data);
  for (let index = constantsOf(current).length - 1; index >= 0; index--) {
    if (signal?.aborted === true) return current;
    const constants = constantsOf(current);
    if (index >= constants.length) continue;
    const { value } = constants[index];
    const standard = constantsOf(withStandardErrors(current, data))[index].error;
    for (const form of closedFormsFor(value, standard).filter(isPossible)) {
      await breath.take();
      const placed = withConstant(current, index, form);
      const stays = constantsOf(placed).length === constants.length;
      const candidate = fitConstants(placed, data, {
        iterations: 8,
        free: (constant, place) => !(stays && constants[place] === constants[index]) && isLoose(constant),
      });
      const reached = formulaError(candidate, data);
      if (!(reached <= Math.max(floor, error * Math.sqrt(1 + 9 / data.rows)))) continue;
      [current, error] = [candidate, reached];
      break;
    }
  }
  return current;
}

function hasWave(expression: Expression): boolean {
  return [...nodes(expression)].some(
    (node) => node.kind === 'call' && (node.fn === 'sin' || node.fn === 'cos'),
  );
}
