/** The order of terms and factors: the same for equal sets of them, and similar to what people write. */
import { keyOf, operands, type Expression } from '../tree.ts';
import { split } from './builder.ts';

interface Rank {
  readonly name: string;
  /** Polynomials before functions. */
  readonly kind: number;
  readonly degree: number;
  readonly key: string;
}

/** Variables by name (x2 before x10), higher powers first, functions after powers. */
export function compareTerms(left: Expression, right: Expression): number {
  const [a, b] = [rank(split(left).rest), rank(split(right).rest)];
  return a.kind - b.kind || compareNames(a.name, b.name) || b.degree - a.degree || compareText(a.key, b.key);
}

/** The order of factors in a product. */
export function compareFactors(left: Expression, right: Expression): number {
  const [a, b] = [rank(left), rank(right)];
  return a.kind - b.kind || compareNames(a.name, b.name) || compareText(a.key, b.key);
}

const ranks = new WeakMap<Expression, Rank>();

function rank(expression: Expression): Rank {
  let found = ranks.get(expression);
  if (!found) {
    found = {
      name: firstName(expression),
      kind: kindOf(expression),
      degree: degreeOf(expression),
      key: keyOf(expression),
    };
    ranks.set(expression, found);
  }
  return found;
}

/** The first of its variables by name; '' where it has none. */
function firstName(expression: Expression): string {
  if (expression.kind === 'variable') return expression.name;
  return operands(expression)
    .map((operand) => rank(operand).name)
    .filter((name) => name !== '')
    .reduce((first, name) => (first === '' || compareNames(name, first) < 0 ? name : first), '');
}

function kindOf(expression: Expression): number {
  switch (expression.kind) {
    case 'number':
      return 0;
    case 'variable':
      return 1;
    case 'power':
      return expression.exponent.kind === 'number' ? kindOf(expression.base) : 3;
    case 'product':
      return Math.max(...expression.factors.map(kindOf));
    case 'sum':
      return 2;
    case 'call':
      return 3;
  }
}

function degreeOf(expression: Expression): number {
  switch (expression.kind) {
    case 'number':
      return 0;
    case 'power':
      return expression.exponent.kind === 'number'
        ? expression.exponent.value * degreeOf(expression.base)
        : 1;
    case 'product':
      return expression.factors.reduce((degree, factor) => degree + degreeOf(factor), 0);
    case 'variable':
    case 'sum':
    case 'call':
      return 1;
  }
}

/** Compares numbers inside names as numbers. Independent of the locale, so that the order is the same everywhere. */
function compareNames(left: string, right: string): number {
  const [a, b] = [chunks(left), chunks(right)];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    const byNumber = Number(a[i]) - Number(b[i]);
    return Number.isNaN(byNumber) || byNumber === 0 ? compareText(a[i], b[i]) : byNumber;
  }
  return a.length - b.length;
}

function chunks(name: string): string[] {
  return name.match(/\d+|\D+/gu) ?? [];
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
