/**
 * Removes the terms that a formula does not need: training leaves such terms where two parts can have the same effect.
 */
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
 * The formula without every term of a sum whose removal does not raise the error once all constants are fitted again.
 */
export async function withoutUnneededTerms(
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
    // After a removal, a term that was needed before may be superfluous: all are tried again.
    index = -1;
  }
}

/** The formula without one term; `number` counts the terms of all sums. Null where there are fewer terms. */
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
