/** Writes a formula in one variable into the shared memory, as the trees of kernel/formula.as. */
import type { Expression } from '../../../../../shared/expression/tree.ts';
import type { Arena } from './arena.ts';
import { functionCode } from './functions.ts';

/** The kinds of formula.as. */
const kinds = { number: -1, variable: -2, sum: -3, product: -4, power: -5 } as const;

const nodeBytes = 24;

/**
 * @param own allocates a block.
 * @returns address of the formula, whose only variable is the function's argument.
 */
export function writeFormula(arena: Arena, own: (bytes: number) => number, formula: Expression): number {
  const node = (kind: number, left: number, right = 0, value = 0): number => {
    const at = own(nodeBytes);
    arena.floats(at, 1)[0] = value;
    arena.integers(at + 8, 3).set([kind, left, right]);
    return at;
  };
  const chain = (kind: number, operands: readonly Expression[]): number =>
    operands.reduceRight((rest, operand) => node(kind, write(operand), rest), 0);
  const write = (expression: Expression): number => {
    switch (expression.kind) {
      case 'number':
        return node(kinds.number, 0, 0, expression.value);
      case 'variable':
        return node(kinds.variable, 0);
      case 'sum':
        return chain(kinds.sum, expression.terms);
      case 'product':
        return chain(kinds.product, expression.factors);
      case 'power':
        return node(kinds.power, write(expression.base), write(expression.exponent));
      case 'call':
        return node(functionCode(expression.fn)!, write(expression.argument));
    }
  };
  return write(formula);
}
