import { edgeFunctionOf, elementaryFunctions, type FunctionName } from '../../functions/functions.ts';
import { mapNumber } from '../arithmetic.ts';
import { call, number, sum, type Expression, type NumberNode } from '../tree.ts';
import { isInteger, leading, minusOne, one, split, splitConstant, type Builder } from './builder.ts';

/** Folds constants, undoes inverses where the domain allows it, and normalises signs and phases. */
export function callRules(build: Builder, fn: FunctionName, argument: Expression): Expression {
  if (argument.kind === 'number') return foldConstant(fn, argument) ?? call(fn, argument);
  const undone = undoInverse(build, fn, argument);
  if (undone) return undone;
  switch (fn) {
    case 'abs':
      return absoluteRules(build, argument);
    case 'sgn':
      return signRules(build, argument);
    case 'exp':
      return exponentialRules(build, argument);
    case 'log':
      return logarithmRules(build, argument);
    default:
      return symmetryRules(build, fn, argument);
  }
}

/** f(−u) = ±f(u) for even and odd functions. */
function symmetryRules(build: Builder, fn: FunctionName, argument: Expression): Expression {
  if (elementaryFunctions[fn].parity !== 'none' && leading(argument).value < 0) {
    const flipped = build.call(fn, build.product([minusOne, argument]));
    return elementaryFunctions[fn].parity === 'even' ? flipped : build.product([minusOne, flipped]);
  }
  return fn === 'sin' || fn === 'cos' || fn === 'tan' ? phaseRules(build, fn, argument) : call(fn, argument);
}

function foldConstant(fn: FunctionName, argument: NumberNode): NumberNode | null {
  const { value, derivative } = edgeFunctionOf(fn, elementaryFunctions[fn]);
  const slope = argument.error === null ? 0 : derivative(argument.value);
  return mapNumber(argument, value(argument.value), slope);
}

/** f(g(u)) = u where g is the inverse of f and u stays in its domain. */
function undoInverse(build: Builder, fn: FunctionName, argument: Expression): Expression | null {
  if (argument.kind !== 'call' || argument.fn !== elementaryFunctions[fn].inverse) return null;
  const { domain } = elementaryFunctions[argument.fn];
  const { lo, hi } = build.bounds(argument.argument);
  return !domain || (lo >= domain.from && hi <= domain.to) ? argument.argument : null;
}

function absoluteRules(build: Builder, argument: Expression): Expression {
  const { lo, hi } = build.bounds(argument);
  if (lo >= 0) return argument;
  if (hi <= 0) return build.product([minusOne, argument]);
  const { coefficient, rest } = split(argument);
  if (coefficient !== one) {
    const magnitude = number(Math.abs(coefficient.value), coefficient.error);
    return build.product([magnitude, build.call('abs', rest)]);
  }
  return leading(argument).value < 0
    ? build.call('abs', build.product([minusOne, argument]))
    : call('abs', argument);
}

function signRules(build: Builder, argument: Expression): Expression {
  const { lo, hi, safe } = build.bounds(argument);
  if (safe && lo > 0) return one;
  if (safe && hi < 0) return minusOne;
  const lead = leading(argument);
  if (Math.abs(lead.value) === 1 && lead.value > 0) return call('sgn', argument);
  const unit = build.product([number(1 / lead.value), argument]);
  if (leading(unit).value !== 1) return call('sgn', argument);
  return build.product([number(Math.sign(lead.value)), call('sgn', unit)]);
}

/** exp(k·log u) = uᵏ where u can't be negative or uᵏ is undefined there as well. */
function exponentialRules(build: Builder, argument: Expression): Expression {
  const terms = argument.kind === 'sum' ? argument.terms : [argument];
  const powers: Expression[] = [];
  const others: Expression[] = [];
  for (const term of terms) {
    const { coefficient: written, rest } = split(term);
    const coefficient = wholeWithin(written);
    const base = rest.kind === 'call' && rest.fn === 'log' ? rest.argument : null;
    if (base && (!isInteger(coefficient) || build.bounds(base).lo >= 0)) {
      powers.push(build.power(base, coefficient));
    } else others.push(coefficient === written ? term : build.product([coefficient, rest]));
  }
  if (powers.length === 0) return call('exp', build.sum(others));
  return build.product([...powers, build.call('exp', build.sum(others))]);
}

/** A number that is a rounding error away from a whole one, such as a scale times its inverse, is that one. */
function wholeWithin(coefficient: NumberNode): NumberNode {
  const { value, error } = coefficient;
  const nearest = Math.round(value);
  return Math.abs(value - nearest) <= 4 * Number.EPSILON * Math.abs(nearest)
    ? number(nearest, error)
    : coefficient;
}

/** log(c·exp u · v) = log c + u + log v; log(uᵏ) = k·log u or k·log |u|. */
function logarithmRules(build: Builder, argument: Expression): Expression {
  const factors = argument.kind === 'product' ? argument.factors : [argument];
  const terms: Expression[] = [];
  const others: Expression[] = [];
  for (const factor of factors) {
    if (factor.kind === 'call' && factor.fn === 'exp') terms.push(factor.argument);
    else others.push(factor);
  }
  if (terms.length > 0) return build.sum([...terms, build.call('log', build.product(others))]);
  if (argument.kind !== 'power' || argument.exponent.kind !== 'number') return call('log', argument);
  const { base, exponent } = argument;
  const even = isInteger(exponent) && exponent.value % 2 === 0;
  return build.product([exponent, build.call('log', even ? build.call('abs', base) : base)]);
}

/** The phase goes to [0, period); quarter turns turn sines into cosines. */
function phaseRules(build: Builder, fn: 'sin' | 'cos' | 'tan', argument: Expression): Expression {
  const { constant, others } = splitConstant(argument);
  if (!constant) return call(fn, argument);
  const period = fn === 'tan' ? Math.PI : 2 * Math.PI;
  const phase = reduced(constant.value, period);
  const wave = sum(others);
  const rounding = 4 * Number.EPSILON * Math.max(Math.PI, Math.abs(constant.value));
  if (phase <= rounding || period - phase <= rounding) return build.call(fn, wave);
  const quarter = Math.round(phase / (Math.PI / 2));
  if (fn !== 'tan' && Math.abs(phase - (quarter * Math.PI) / 2) <= rounding) {
    // sin(u + kπ/2) goes through sin, cos, −sin, −cos; cos is one quarter ahead.
    const turn = (quarter + (fn === 'cos' ? 1 : 0)) % 4;
    return build.product([turn < 2 ? one : minusOne, build.call(turn % 2 === 0 ? 'sin' : 'cos', wave)]);
  }
  return phase === constant.value
    ? call(fn, argument)
    : call(fn, sum([...others, number(phase, constant.error)]));
}

function reduced(value: number, period: number): number {
  const rest = value % period;
  return rest < 0 ? rest + period : rest;
}
