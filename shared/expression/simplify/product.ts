import { mapNumber, multiplyNumbers, raiseNumber } from '../arithmetic.ts';
import { call, keyOf, number, product, sum, type Expression, type NumberNode } from '../tree.ts';
import { leading, minusOne, one, scaled, split, splitConstant, unitOf, type Builder } from './builder.ts';
import { compareFactors } from './order.ts';

/**
 * Flattens, multiplies constants, joins powers of equal bases and exponentials, lets the coefficient take up the scale
 * of linear bases (3·(2x + 1)² = 12·(x + ½)²), the sign of a shifted wave (−sin(x + 1) = sin(x + 1 + π)) and those of
 * sums with more minus than plus (2·(−x − y)·(−z − 1) = 2·(x + y)·(z + 1)), distributes a coefficient over a sum, and
 * sorts; the coefficient stands first.
 */
export function productRules(build: Builder, factors: readonly Expression[]): Expression {
  let coefficient = one;
  const others: Expression[] = [];
  for (const factor of factors.flatMap(flatten)) {
    if (factor.kind !== 'number') {
      others.push(factor);
      continue;
    }
    const folded = multiplyNumbers(coefficient, factor);
    if (!folded) return product(factors);
    coefficient = folded;
  }
  if (coefficient.value === 0) return number(0);
  const joined = joinPowers(build, others);
  // The joined factors may be products or constants themselves.
  if (joined.length < others.length) return build.product([coefficient, ...joined]);
  const taken =
    takeScale(build, coefficient, joined) ??
    takeSign(build, coefficient, joined) ??
    takeMinuses(build, coefficient, joined);
  if (taken) return build.product(taken);
  if (joined.length === 0) return coefficient;
  if (joined.length === 1 && joined[0].kind === 'sum') {
    const terms = joined[0].terms.map((term) => scaled(coefficient, term));
    if (terms.every((term) => term !== null)) return sum(terms);
  }
  joined.sort(compareFactors);
  const unit = coefficient.value === 1 && coefficient.error === null;
  return product(unit ? joined : [coefficient, ...joined]);
}

function flatten(factor: Expression): readonly Expression[] {
  return factor.kind === 'product' ? factor.factors.flatMap(flatten) : [factor];
}

interface Powered {
  readonly base: Expression;
  readonly exponent: number;
  readonly whole: Expression;
}

function powered(whole: Expression): Powered {
  return whole.kind === 'power' && whole.exponent.kind === 'number'
    ? { base: whole.base, exponent: whole.exponent.value, whole }
    : { base: whole, exponent: 1, whole };
}

/** uᵐ·uⁿ = uᵐ⁺ⁿ if the result is defined only where the original is; exp u · exp v = exp(u + v). */
function joinPowers(build: Builder, factors: readonly Expression[]): Expression[] {
  const byBase = new Map<string, Powered[]>();
  const exponents: Expression[] = [];
  for (const factor of factors) {
    if (factor.kind === 'call' && factor.fn === 'exp') {
      exponents.push(factor.argument);
      continue;
    }
    const part = powered(factor);
    const key = keyOf(part.base);
    byBase.set(key, [...(byBase.get(key) ?? []), part]);
  }
  const joined: Expression[] = [];
  for (const parts of byBase.values()) {
    const [{ base }] = parts;
    const total = parts.reduce((exponent, part) => exponent + part.exponent, 0);
    const sameDomain =
      !Number.isInteger(total) ||
      parts.every((part) => Number.isInteger(part.exponent)) ||
      build.bounds(base).lo >= 0;
    if (parts.length === 1 || !sameDomain) joined.push(...parts.map((part) => part.whole));
    else if (total !== 0) joined.push(build.power(base, number(total)));
  }
  if (exponents.length === 1) joined.push(call('exp', exponents[0]));
  else if (exponents.length > 1) joined.push(build.call('exp', build.sum(exponents)));
  return joined;
}

/**
 * The first factor whose scale can be moved into the coefficient, so that one constant less remains: a power of a sum,
 * the absolute value of a sum, an exponential of a sum with a constant.
 */
function takeScale(
  build: Builder,
  coefficient: NumberNode,
  factors: readonly Expression[],
): Expression[] | null {
  const candidates = factors.filter((factor) => scaleOf(factor) !== null).length;
  if (factors.length === 1 && factors[0].kind === 'sum') return null;
  if (Math.abs(coefficient.value) === 1 && candidates < 2) return null;
  for (const [index, factor] of factors.entries()) {
    const scale = scaleOf(factor);
    const taken = scale && multiplyNumbers(coefficient, scale);
    if (!taken || taken.value === 0) continue;
    const rest = withoutScale(build, factor);
    if (rest) return [taken, rest, ...factors.toSpliced(index, 1)];
  }
  return null;
}

function scaleOf(factor: Expression): NumberNode | null {
  if (factor.kind === 'call' && factor.fn === 'exp') {
    const { constant } = splitConstant(factor.argument);
    return constant && mapNumber(constant, Math.exp(constant.value), Math.exp(constant.value));
  }
  const { base, exponent } = inner(factor);
  const lead = leading(base);
  const scale = number(Math.abs(lead.value), lead.error);
  if (scale.value === 1 || (base.kind !== 'sum' && base.kind !== 'product')) return null;
  return raiseNumber(scale, exponent);
}

function withoutScale(build: Builder, factor: Expression): Expression | null {
  if (factor.kind === 'call' && factor.fn === 'exp') {
    return build.call('exp', sum(splitConstant(factor.argument).others));
  }
  const { base, exponent } = inner(factor);
  const unit = unitOf(build, base);
  if (!unit || Math.abs(leading(unit).value) !== 1) return null;
  return factor.kind === 'call' ? build.call('abs', unit) : build.power(unit, number(exponent));
}

/** The base and exponent whose scale comes out as |scale|^exponent. */
function inner(factor: Expression): { base: Expression; exponent: number } {
  if (factor.kind === 'call')
    return factor.fn === 'abs' ? { base: factor.argument, exponent: 1 } : { base: one, exponent: 1 };
  return powered(factor);
}

/** −sin(u + φ) = sin(u + φ + π): the phase of a shifted wave absorbs the sign. */
function takeSign(
  build: Builder,
  coefficient: NumberNode,
  factors: readonly Expression[],
): Expression[] | null {
  if (coefficient.value >= 0) return null;
  const index = factors.findIndex(
    (factor) =>
      factor.kind === 'call' &&
      (factor.fn === 'sin' || factor.fn === 'cos') &&
      splitConstant(factor.argument).constant !== null,
  );
  const wave = factors[index];
  const positive = multiplyNumbers(minusOne, coefficient);
  if (wave?.kind !== 'call' || !positive) return null;
  const shifted = build.call(wave.fn, build.sum([wave.argument, number(Math.PI)]));
  if (split(shifted).coefficient.value < 0) return null;
  return [positive, shifted, ...factors.toSpliced(index, 1)];
}

/**
 * −(−u − v) = u + v: changes the sign of all sums of which most terms are negative; of all but one where a factor −1
 * would remain.
 */
function takeMinuses(
  build: Builder,
  coefficient: NumberNode,
  factors: readonly Expression[],
): Expression[] | null {
  if (factors.length < 2) return null;
  const negative = [...factors.keys()].filter((index) => mostlyNegative(factors[index]));
  if (coefficient.value === 1 && negative.length % 2 === 1) negative.pop();
  if (negative.length === 0) return null;
  const flipped = factors.map((factor, index) =>
    negative.includes(index) ? build.product([minusOne, factor]) : factor,
  );
  return [...(negative.length % 2 === 1 ? [minusOne] : []), coefficient, ...flipped];
}

/** Most of its terms are negative; or half of them, the first among these. */
function mostlyNegative(factor: Expression): boolean {
  if (factor.kind !== 'sum') return false;
  const minuses = factor.terms.filter((term) => split(term).coefficient.value < 0).length;
  const half = factor.terms.length / 2;
  return minuses > half || (minuses === half && leading(factor).value < 0);
}
