/** A form in a programming language: operators, precedence and signs. */
import type { Dialect, Place } from './dialect.ts';
import { errorDigits, type Form, type Literal } from './form.ts';

export interface Rendering {
  readonly dialect: Dialect;
  readonly nameOf: (name: string) => string;
  /** A number as its digits, in the form JavaScript writes it. */
  readonly digits: (literal: Literal) => string;
  /** Standard errors too, for people. */
  readonly errors: boolean;
}

/** How tightly a form holds together. */
const strength: Readonly<Record<Form['kind'], number>> = {
  sum: 0,
  negative: 0,
  product: 1,
  quotient: 1,
  power: 2,
  literal: 3,
  constant: 3,
  name: 3,
  root: 3,
  call: 3,
};

/** A form in a notation. @param place decides whether it needs brackets there. */
export function render(form: Form, how: Rendering, place: Place = 'operand'): string {
  const { dialect, nameOf, digits } = how;
  switch (form.kind) {
    case 'literal':
      return how.errors && form.error !== null
        ? `(${digits(form)} ± ${errorDigits(form.error)})`
        : dialect.number(digits(form), place);
    case 'constant':
      return dialect.constants[form.name];
    case 'name':
      return nameOf(form.name);
    case 'negative':
      return `-${wrapped(form.operand, how, dialect.signBeforePower && startsWithPower(form.operand) ? 3 : 1)}`;
    case 'sum':
      return form.terms.reduce((text, term, index) => text + sumTerm(term, index, how), '');
    case 'product':
      return form.factors
        .map((factor, index) => wrapped(factor, how, factor.kind === 'quotient' && index > 0 ? 2 : 1))
        .join(dialect.times);
    case 'quotient':
      return quotient(form, how);
    case 'power': {
      if (dialect.power === null) {
        return `pow(${render(form.base, how)}, ${render(form.exponent, how)})`;
      }
      return wrapped(form.base, how, 3, 'base') + dialect.power + wrapped(form.exponent, how, 3, 'exponent');
    }
    case 'root':
      return `${dialect.root}(${render(form.radicand, how)})`;
    case 'call':
      return `${dialect.functionName(form.fn)}(${render(form.argument, how)})`;
  }
}

/** In parentheses where the form holds together less tightly than asked. */
function wrapped(form: Form, how: Rendering, least: number, place: Place = 'operand'): string {
  const text = render(form, how, place);
  return strength[form.kind] < least ? `(${text})` : text;
}

function sumTerm(term: Form, index: number, how: Rendering): string {
  const { plus, minus } = how.dialect;
  if (index === 0) return render(term, how);
  return term.kind === 'negative' ? minus + wrapped(term.operand, how, 1) : plus + wrapped(term, how, 0);
}

function quotient(form: Form & { kind: 'quotient' }, how: Rendering): string {
  const { numerator, denominator } = form;
  const { rational, over } = how.dialect;
  if (rational && isWhole(numerator) && isWhole(denominator)) {
    return rational(how.digits(numerator), how.digits(denominator));
  }
  return wrapped(numerator, how, 1) + over + wrapped(denominator, how, 2);
}

function isWhole(form: Form): form is Literal {
  return form.kind === 'literal' && Number.isSafeInteger(form.value);
}

/** True where the text begins with an infix power, which a sign in front would change. */
function startsWithPower(form: Form): boolean {
  switch (form.kind) {
    case 'power':
      return true;
    case 'product':
      return startsWithPower(form.factors[0]);
    case 'quotient':
      return startsWithPower(form.numerator);
    default:
      return false;
  }
}
