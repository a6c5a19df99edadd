/**
 * The form in which people write a formula, between the tree and a notation: it has differences, quotients, roots and
 * signs again. Literals are never negative.
 */
import type { FunctionName } from '../../functions/functions.ts';
import { number, type Expression, type ExactForm, type NumberNode } from '../tree.ts';

/** A number above 0. One that is part of a closed form is exact: it keeps all of its digits. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: number;
  readonly error: number | null;
  readonly exact: boolean;
}

export type Form =
  | Literal
  | { readonly kind: 'constant'; readonly name: 'pi' | 'e' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negative'; readonly operand: Form }
  | { readonly kind: 'sum'; readonly terms: readonly Form[] }
  | { readonly kind: 'product'; readonly factors: readonly Form[] }
  | { readonly kind: 'quotient'; readonly numerator: Form; readonly denominator: Form }
  | { readonly kind: 'power'; readonly base: Form; readonly exponent: Form }
  | { readonly kind: 'root'; readonly radicand: Form }
  | { readonly kind: 'call'; readonly fn: FunctionName; readonly argument: Form };

/** An expression as people write it: with differences, quotients and roots. */
export function formOf(expression: Expression): Form {
  switch (expression.kind) {
    case 'number':
      return numberForm(expression);
    case 'variable':
      return { kind: 'name', name: expression.name };
    case 'sum':
      return {
        kind: 'sum',
        terms: expression.terms.map(formOf).flatMap((term) => (term.kind === 'sum' ? term.terms : [term])),
      };
    case 'product':
    case 'power':
      return quotientForm(expression.kind === 'product' ? expression.factors : [expression]);
    case 'call':
      return { kind: 'call', fn: expression.fn, argument: formOf(expression.argument) };
  }
}

/** A number with such a denominator is written as a decimal: 1.1 for 11/10, and 273.15, which is defined so. */
const decimals: readonly number[] = [10, 100];

function numberForm({ value, error, exact }: NumberNode): Form {
  if (value < 0)
    return {
      kind: 'negative',
      operand: numberForm({ kind: 'number', value: -value, error, exact: exact && opposite(exact) }),
    };
  if (!exact) return { kind: 'literal', value, error, exact: false };
  const { numerator, denominator, radicand, constant } = exact;
  if (decimals.includes(denominator) && radicand === 1 && constant === null) return literal(value);
  const factors: Form[] = numerator === 1 ? [] : [literal(numerator)];
  if (radicand !== 1) factors.push({ kind: 'root', radicand: literal(radicand) });
  if (constant) factors.push({ kind: 'constant', name: constant });
  return over(factors, denominator === 1 ? [] : [literal(denominator)]);
}

function opposite(exact: ExactForm): ExactForm {
  return { ...exact, numerator: -exact.numerator };
}

function literal(value: number): Form {
  return { kind: 'literal', value, error: null, exact: true };
}

/** A standard error to two significant digits. */
export function errorDigits(error: number): string {
  return String(Number(error.toPrecision(2)));
}

/** A number in digits, with a power of ten where it is long: 0.00000105 as 1.05·10⁻⁶, 4690000 as 4.69·10⁶. */
export function scientific(digits: string): { readonly mantissa: string; readonly exponent: number | null } {
  const size = Math.abs(Number(digits));
  const long = size > 0 && (size < 1e-3 || size >= 1e6);
  const [mantissa, exponent] = (long ? Number(digits).toExponential() : digits).split('e');
  return { mantissa, exponent: exponent === undefined ? null : Number(exponent) };
}

/** Puts signs in front and negative powers into the denominator. */
function quotientForm(factors: readonly Expression[]): Form {
  const above: Form[] = [];
  const below: Form[] = [];
  let negative = false;
  for (const factor of factors) {
    const exponent = factor.kind === 'power' && factor.exponent.kind === 'number' ? factor.exponent.value : 1;
    let form: Form;
    if (factor.kind !== 'power') form = formOf(factor);
    else if (Math.abs(exponent) === 0.5) form = { kind: 'root', radicand: formOf(factor.base) };
    else if (exponent === -1) form = formOf(factor.base);
    else if (exponent < 0)
      form = { kind: 'power', base: formOf(factor.base), exponent: numberForm(number(-exponent)) };
    else form = { kind: 'power', base: formOf(factor.base), exponent: formOf(factor.exponent) };
    if (form.kind === 'negative') {
      negative = !negative;
      form = form.operand;
    }
    const side = exponent < 0 ? below : above;
    // A factor 1 is not written: it remains from a bare sign.
    if (form.kind === 'literal' && form.value === 1 && form.error === null) continue;
    side.push(form);
  }
  const quotient = over(above, below);
  return negative ? { kind: 'negative', operand: quotient } : quotient;
}

function over(above: readonly Form[], below: readonly Form[]): Form {
  const numerator = times(above);
  return below.length === 0 ? numerator : { kind: 'quotient', numerator, denominator: times(below) };
}

function times(factors: readonly Form[]): Form {
  if (factors.length === 0) return literal(1);
  return factors.length === 1 ? factors[0] : { kind: 'product', factors };
}
