/** Whether two formulas are the same but for their constants. */
import { constantsOf, replaceConstants, withPlainNumbers } from './constants.ts';
import { keyOf, operands, product, sum, variable, withOperands, type Expression } from './tree.ts';

/** Stands for any constant; a name that no column of a file can have. */
const anyConstant = variable('\0constant');

/**
 * A text that is equal for formulas that differ only in the values of their constants and in the order of terms and
 * factors: 2x² + 3 and −0.5x² + π have the same form. A factor 1 is a constant too, so that x·y and 2x·y have the same form.
 * Exponents that are multiples of ½ belong to the form.
 */
export function formOf(expression: Expression): string {
  const { plain } = withPlainNumbers(expression);
  const places = constantsOf(plain).map(() => anyConstant);
  return keyOf(normal(replaceConstants(plain, places)));
}

function normal(node: Expression): Expression {
  const parts = operands(node).map(normal);
  switch (node.kind) {
    case 'product':
      return product(sorted(parts.filter((factor) => !isFactor(factor))));
    case 'sum':
      return sum(sorted(parts));
    default:
      return withOperands(node, parts);
  }
}

const isFactor = (node: Expression): boolean => node === anyConstant || node.kind === 'number';

const sorted = (parts: readonly Expression[]): Expression[] =>
  parts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
