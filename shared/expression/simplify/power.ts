import { raiseNumber } from '../arithmetic.ts';
import { number, power, type Expression, type NumberNode } from '../tree.ts';
import { isInteger, leading, minusOne, one, type Builder } from './builder.ts';

/**
 * Folds constants, powers of powers, products and exponentials under a power, and the sign of a sum under an integer
 * one.
 */
export function powerRules(build: Builder, base: Expression, exponent: Expression): Expression {
  if (exponent.kind !== 'number') return power(base, exponent);
  const n = exponent.value;
  if (n === 0) return one;
  if (n === 1) return base;
  const kept = power(base, exponent);
  switch (base.kind) {
    case 'number':
      return raiseNumber(base, n) ?? kept;
    case 'variable':
      return kept;
    case 'power':
      return powerOfPower(build, base.base, base.exponent, exponent) ?? kept;
    case 'product':
      return isInteger(exponent)
        ? build.product(base.factors.map((factor) => build.power(factor, exponent)))
        : (withoutRoots(build, base.factors, exponent) ?? kept);
    case 'sum':
      if (!isInteger(exponent) || leading(base).value > 0) return kept;
      return build.product([
        n % 2 === 0 ? one : minusOne,
        build.power(build.product([minusOne, base]), exponent),
      ]);
    case 'call':
      if (base.fn === 'exp') return build.call('exp', build.product([exponent, base.argument]));
      if (base.fn === 'abs' && n % 2 === 0) return build.power(base.argument, exponent);
      return kept;
  }
}

/** √(u²·v) = u·√v: powers that become whole leave the root, if the result is defined where the original is. */
function withoutRoots(
  build: Builder,
  factors: readonly Expression[],
  exponent: NumberNode,
): Expression | null {
  const leaves = (factor: Expression): boolean =>
    factor.kind === 'power' &&
    factor.exponent.kind === 'number' &&
    Number.isInteger(factor.exponent.value * exponent.value) &&
    build.bounds(factor).lo >= 0;
  const outside = factors.filter(leaves);
  if (outside.length === 0) return null;
  const inside = build.product(factors.filter((factor) => !leaves(factor)));
  return build.product([
    ...outside.map((factor) => build.power(factor, exponent)),
    build.power(inside, exponent),
  ]);
}

/** (uᵐ)ⁿ = uᵐⁿ, or |u|ᵐⁿ, if the result is defined only where the original is. */
function powerOfPower(
  build: Builder,
  base: Expression,
  inner: Expression,
  outer: NumberNode,
): Expression | null {
  if (inner.kind !== 'number') return null;
  const joined = number(inner.value * outer.value);
  const nonNegative = build.bounds(base).lo >= 0;
  if (nonNegative || (isInteger(inner) && isInteger(outer))) return build.power(base, joined);
  if (!isInteger(inner) || inner.value % 2 !== 0) {
    return isInteger(joined) ? null : build.power(base, joined);
  }
  return build.power(build.call('abs', base), joined);
}
