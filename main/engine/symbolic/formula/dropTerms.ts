/** Terms that a formula does without: what training left over where two parts of it could do the same. */
import {
  operands,
  sum,
  withOperands,
  type Expression,
  type SumNode,
} from '../../../../shared/expression/tree.ts';
import { fitConstants } from './fitConstants.ts';
import { formulaError } from './formulaData.ts';
import type { ChangeTest } from './changeTest.ts';

const iterations = 12;

/**
 * The formula without each term of a sum that the error does not miss when all constants are fitted again.
 */
export async function withoutIdleTerms(
  expression: Expression,
  { data, floor, breath, signal }: ChangeTest,
): Promise<Expression> {
  let current = expression;
  let error = formulaError(current, data);
  for (let index = 0; ; index++) {
    const lighter = withoutTerm(current, index);
    if (lighter === null || signal?.aborted === true) return current;
    await breath.take();
    const fitted = fitConstants(lighter, data, { iterations });
    const reached = formulaError(fitted, data);
    if (!(reached <= Math.max(floor, error * Math.sqrt(1 + 1 / data.rows)))) continue;
    [current, error] = [fitted, reached];
    // What one term was needed for may have gone with another: all are asked again.
    index = -1;
  }
}

/** Without the term of that number, counted through all sums; null where there are not so many. */
function withoutTerm(expression: Expression, number: number): Expression | null {
  let left = number;
  const visit = (node: Expression): Expression | null => {
    if (node.kind === 'sum') {
      if (left < node.terms.length) return without(node, left);
      left -= node.terms.length;
    }
    const parts = operands(node);
    for (const [i, part] of parts.entries()) {
      const changed = visit(part);
      if (changed !== null) return withOperands(node, parts.with(i, changed));
    }
    return null;
  };
  return visit(expression);
}

function without({ terms }: SumNode, place: number): Expression {
  return sum(terms.filter((_, i) => i !== place));
}
