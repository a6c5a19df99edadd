/** Multiplies out, so that terms cancel that a factored form hides: ¼(x + y)² − ¼(x − y)² is x·y. */
import { complexity } from '../complexity.ts';
import { product, rewrite, sum, type Expression } from '../tree.ts';

/** Products that would grow beyond this many terms stay as they are. */
const maxTerms = 64;
/** The largest complexity of a product that is multiplied out: nested sums would grow extremely fast. */
const maxComplexity = 1000;

/** The expression with products of sums and small integer powers of sums multiplied out. */
export function expand(expression: Expression): Expression {
  return rewrite(expression, (node) => {
    if (node.kind === 'product') return multiplyOut(node.factors) ?? node;
    if (node.kind !== 'power' || node.base.kind !== 'sum' || node.exponent.kind !== 'number') return node;
    const exponent = node.exponent.value;
    if (!Number.isInteger(exponent) || exponent < 2 || exponent > 4) return node;
    return multiplyOut(Array.from({ length: exponent }, () => node.base)) ?? node;
  });
}

function multiplyOut(factors: readonly Expression[]): Expression | null {
  let terms: Expression[][] = [[]];
  let copies = 1;
  let grown = 0;
  for (const factor of factors) {
    const choices = factor.kind === 'sum' ? factor.terms : [factor];
    if (terms.length * choices.length > maxTerms) return null;
    grown = grown * choices.length + copies * complexity(factor);
    if (grown > maxComplexity) return null;
    copies *= choices.length;
    terms = terms.flatMap((term) => choices.map((choice) => [...term, choice]));
  }
  return terms.length > 1 ? sum(terms.map(product)) : null;
}
