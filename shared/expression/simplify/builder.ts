/** Shared parts of the rules of simplification: constructors that apply all rules, and what is known of signs. */
import type { FunctionName } from '../../functions/functions.ts';
import { multiplyNumbers, raiseNumber } from '../arithmetic.ts';
import type { Bounds } from '../bounds.ts';
import { number, product, type Expression, type NumberNode } from '../tree.ts';

/** Constructors whose operands are simplified already. */
export interface Builder {
  sum(terms: readonly Expression[]): Expression;
  product(factors: readonly Expression[]): Expression;
  power(base: Expression, exponent: Expression): Expression;
  call(fn: FunctionName, argument: Expression): Expression;
  bounds(expression: Expression): Bounds;
}

export const one = number(1);
export const minusOne = number(-1);

/** A term as coefficient · rest. */
export interface Scaled {
  readonly coefficient: NumberNode;
  readonly rest: Expression;
}

/** Splits the leading number off a simplified product; a number is itself times 1. */
export function split(expression: Expression): Scaled {
  if (expression.kind === 'number') return { coefficient: expression, rest: one };
  if (expression.kind === 'product' && expression.factors[0].kind === 'number') {
    return { coefficient: expression.factors[0], rest: product(expression.factors.slice(1)) };
  }
  return { coefficient: one, rest: expression };
}

/** coefficient · rest, joined without further rules; null when the coefficient overflows. */
export function scaled(factor: NumberNode, expression: Expression): Expression | null {
  const { coefficient, rest } = split(expression);
  const joined = multiplyNumbers(factor, coefficient);
  if (!joined) return null;
  if (rest === one) return joined;
  if (joined.value === 1 && joined.error === null) return rest;
  return product([joined, ...(rest.kind === 'product' ? rest.factors : [rest])]);
}

/** The coefficient that decides an expression's sign: that of its first term. */
export function leading(expression: Expression): NumberNode {
  return split(expression.kind === 'sum' ? expression.terms[0] : expression).coefficient;
}

/**
 * The expression divided by the magnitude of its leading coefficient, which is then exactly 1 or −1: a division would
 * round.
 * @returns null when a coefficient overflows.
 */
export function unitOf(build: Builder, expression: Expression): Expression | null {
  const unit = (term: Expression): Expression => {
    const { coefficient, rest } = split(term);
    return coefficient.value < 0 ? product([minusOne, rest]) : rest;
  };
  if (expression.kind !== 'sum') return unit(expression);
  const inverse = raiseNumber(leading(expression), -1);
  const size = inverse && number(Math.abs(inverse.value), inverse.error);
  const others = expression.terms.slice(1).map((term) => size && scaled(size, term));
  return others.every((term) => term !== null) ? build.sum([unit(expression.terms[0]), ...others]) : null;
}

/** Whether it is a whole number. */
export function isInteger(exponent: Expression): exponent is NumberNode {
  return exponent.kind === 'number' && Number.isInteger(exponent.value);
}

/** The constant term of a simplified sum (it stands last) and the other terms. */
export function splitConstant(expression: Expression): { constant: NumberNode | null; others: Expression[] } {
  if (expression.kind !== 'sum') return { constant: null, others: [expression] };
  const last = expression.terms.at(-1)!;
  return last.kind === 'number'
    ? { constant: last, others: expression.terms.slice(0, -1) }
    : { constant: null, others: [...expression.terms] };
}
