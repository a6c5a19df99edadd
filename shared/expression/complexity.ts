/** The complexity of a formula. */
import { elementaryFunctions } from '../functions/functions.ts';
import { isNumber, type Expression } from './tree.ts';

/**
 * The number of parts that a reader sees: each variable and each constant counts 1 (a bare −1 in front of a term is a
 * sign and counts 0), each + and × between operands 1, a power 1 and its exponent, a function its complexity in pykan
 * (sin 2, tanh 3, arcsin 4…).
 */
export function complexity(expression: Expression): number {
  switch (expression.kind) {
    case 'number':
    case 'variable':
      return 1;
    case 'sum':
      return total(expression.terms) + expression.terms.length - 1;
    case 'product': {
      const factors = expression.factors.filter((factor) => !isNumber(factor, -1));
      return total(factors) + Math.max(0, factors.length - 1);
    }
    case 'power':
      return complexity(expression.base) + 1 + complexity(expression.exponent);
    case 'call':
      return complexity(expression.argument) + elementaryFunctions[expression.fn].complexity;
  }
}

function total(operands: readonly Expression[]): number {
  return operands.reduce((count, operand) => count + complexity(operand), 0);
}
