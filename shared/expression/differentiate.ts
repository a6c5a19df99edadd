/** Derivatives of expressions. */
import { elementaryFunctions, type FunctionName } from '../functions/functions.ts';
import { parseExpression } from './parse.ts';
import { substitute } from './substitute.ts';
import {
  call,
  isNumber,
  multiply,
  nodes,
  number,
  power,
  product,
  sum,
  type Expression,
  type PowerNode,
} from './tree.ts';

/**
 * ∂expression/∂variable, simplified only a little (see `simplify`). The derivative of |u| is sgn u and that of sgn u is
 * 0.
 */
export function differentiate(expression: Expression, variable: string): Expression {
  switch (expression.kind) {
    case 'number':
      return number(0);
    case 'variable':
      return number(expression.name === variable ? 1 : 0);
    case 'sum':
      return tidySum(expression.terms.map((term) => differentiate(term, variable)));
    case 'product': {
      const { factors } = expression;
      return tidySum(
        factors.map((factor, index) => tidyProduct(factors.with(index, differentiate(factor, variable)))),
      );
    }
    case 'power':
      return powerRule(expression, variable);
    case 'call':
      return tidyProduct([
        substitute(slopeOf(expression.fn), { x: expression.argument }),
        differentiate(expression.argument, variable),
      ]);
  }
}

const slopes = new Map<FunctionName, Expression>();

/** The derivative of an elementary function, in x. */
function slopeOf(fn: FunctionName): Expression {
  let slope = slopes.get(fn);
  if (!slope) {
    slope = parseExpression(elementaryFunctions[fn].slope, ['x']);
    slopes.set(fn, slope);
  }
  return slope;
}

/** (uⁿ)′ = n·uⁿ⁻¹·u′; with a variable exponent also uⁿ·log u·n′. */
function powerRule(expression: PowerNode, variable: string): Expression {
  const { base, exponent } = expression;
  const less = exponent.kind === 'number' ? number(exponent.value - 1) : tidySum([exponent, number(-1)]);
  const lowered = isNumber(less, 0) ? number(1) : isNumber(less, 1) ? base : power(base, less);
  const byBase = tidyProduct([exponent, lowered, differentiate(base, variable)]);
  if (!dependsOn(exponent, variable)) return byBase;
  return tidySum([byBase, multiply(expression, call('log', base), differentiate(exponent, variable))]);
}

/** True where the variable occurs. */
export function dependsOn(expression: Expression, variable: string): boolean {
  for (const node of nodes(expression)) if (node.kind === 'variable' && node.name === variable) return true;
  return false;
}

function tidySum(terms: readonly Expression[]): Expression {
  return sum(terms.filter((term) => !isNumber(term, 0)));
}

function tidyProduct(factors: readonly Expression[]): Expression {
  if (factors.some((factor) => isNumber(factor, 0))) return number(0);
  return product(factors.filter((factor) => !isNumber(factor, 1)));
}
