/**
 * A shorter way to write a product: a power next to a sum is moved into the sum, x·(1 + y/x) becomes x + y, and x·√(1 +
 * y²/x²) becomes √(x² + y²); a common factor of all terms of a sum is moved in front of it; 1/(1 + y/x) becomes x/(x + y), and so does
 * 1 − y/(x + y); p² − 2pq + q² becomes (p − q)²; sin u·cos u becomes sin(2u)/2.
 */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { agrees, samplesFor } from '../../../../shared/expression/agreement.ts';
import type { Ranges } from '../../../../shared/expression/bounds.ts';
import { applyRules } from '../../../../shared/expression/simplify/simplify.ts';
import {
  call,
  keyOf,
  nodes,
  number,
  power,
  product,
  rewrite,
  sum,
  variablesOf,
  type Expression,
  type ProductNode,
  type SumNode,
} from '../../../../shared/expression/tree.ts';

import { completedSquares } from './squares.ts';

const mostRounds = 8;

/** The expression in a shorter form with the same values in the ranges; it never becomes more complex. */
export function gathered(expression: Expression, ranges: Ranges): Expression {
  const samples = samplesFor(variablesOf(expression), ranges);
  let current = expression;
  for (let round = 0; round < mostRounds; round++) {
    let better: Expression | null = null;
    let least = complexity(current);
    for (const candidate of rewritings(current)) {
      const plain = applyRules(candidate, ranges);
      const size = complexity(plain);
      if (size < least && agrees(expression, plain, samples)) [better, least] = [plain, size];
    }
    if (better === null) return current;
    current = better;
  }
  return current;
}

/** The expression with one product changed, for each product and way. */
function rewritings(expression: Expression): Expression[] {
  const found: Expression[] = [];
  for (const node of nodes(expression)) {
    const ways = waysOf(node);
    for (const way of ways) found.push(rewriteOnce(expression, node, way));
  }
  return found;
}

function waysOf(node: Expression): Expression[] {
  switch (node.kind) {
    case 'product':
      return [...waysFor(node), ...doubledAngles(node)];
    case 'sum':
      return [...factored(node), ...completedSquares(node), ...overDivisor(node)];
    case 'power':
      return withoutDivisors(node);
    default:
      return [];
  }
}

/** A power of a sum with a term's divisor outside of it: (y/x + z)ᵖ as (y + x·z)ᵖ/xᵖ. */
function withoutDivisors(node: Expression): Expression[] {
  const { base, exponent } = powerOf(node);
  if (base.kind !== 'sum') return [];
  const divisors = base.terms.flatMap(basesIn);
  return divisors.map((divisor) =>
    product([
      power(sum(base.terms.map((term) => product([term, divisor]))), exponent),
      power(divisor, -exponent),
    ]),
  );
}

/** A sum over the divisor of one of its terms, where that is a sum too: 1 − y/(x + y) as (x + y − y)/(x + y). */
function overDivisor({ terms }: SumNode): Expression[] {
  return terms.flatMap((term, at) =>
    basesIn(term).flatMap((under) => {
      const { base: divisor, exponent } = powerOf(under);
      if (divisor.kind !== 'sum' || exponent !== 1) return [];
      const others = terms.filter((_, other) => other !== at);
      const multiplied = others.flatMap((other) => divisor.terms.map((part) => product([other, part])));
      return [product([sum([...multiplied, product([term, divisor])]), power(divisor, -1)])];
    }),
  );
}

/**
 * The sum with a factor of its first term in front, where each other term has it too; a number may be moved out of any
 * sum.
 */
function factored({ terms }: SumNode): Expression[] {
  const factorsOf = (term: Expression): readonly Expression[] =>
    term.kind === 'product' ? term.factors : [term];
  const candidates = terms.flatMap((term) => factorsOf(term).filter(({ kind }) => kind !== 'sum'));
  return candidates.flatMap((factor) => {
    const { base, exponent } = powerOf(factor);
    const shared = terms.every((term) =>
      factor.kind === 'number'
        ? factorsOf(term).some(({ kind }) => kind === 'number')
        : factorsOf(term).some((other) => {
            const own = powerOf(other);
            return keyOf(own.base) === keyOf(base) && own.exponent * exponent > 0;
          }),
    );
    if (!shared || (factor.kind === 'number' && factor.value === 0)) return [];
    return [product([factor, sum(terms.map((term) => product([term, power(factor, -1)])))])];
  });
}

function rewriteOnce(expression: Expression, node: Expression, way: Expression): Expression {
  return rewrite(expression, (other) => (other === node ? way : other));
}

function waysFor({ factors }: ProductNode): Expression[] {
  const ways: Expression[] = [];
  const sums = factors.flatMap((factor, at) => {
    const { base, exponent } = powerOf(factor);
    return base.kind === 'sum' && exponent !== 0 ? [{ at, terms: base.terms, exponent }] : [];
  });
  for (const { at, terms, exponent } of sums) {
    const simple = factors.flatMap((factor, other) =>
      other !== at && powerOf(factor).base.kind !== 'sum' ? [other] : [],
    );
    const into = (places: readonly number[]): Expression => {
      const moved = product(places.map((place) => factors[place]));
      const inner = sum(
        terms.map((term) => product([term, exponent === 1 ? moved : power(moved, 1 / exponent)])),
      );
      const rest = factors.filter((_, place) => place !== at && !places.includes(place));
      return product([...rest, exponent === 1 ? inner : power(inner, exponent)]);
    };
    for (const one of simple) {
      ways.push(into([one]));
      for (const other of simple) if (other > one) ways.push(into([one, other]));
    }
    if (simple.length > 2) ways.push(into(simple));
    // A divisor of one sum may also divide another one: both numerator and denominator are multiplied by it.
    for (const other of sums) {
      if (other.at === at) continue;
      for (const term of [...terms, ...other.terms]) {
        for (const base of basesIn(term)) {
          const both = (part: typeof other): Expression =>
            power(sum(part.terms.map((each) => product([each, base]))), part.exponent);
          const rest = factors.filter((_, place) => place !== at && place !== other.at);
          const back = power(base, -(exponent + other.exponent));
          ways.push(product([...rest, both({ at, terms, exponent }), both(other), back]));
        }
      }
    }
  }
  return ways;
}

/** sin(u)ᵖ·cos(u)ᵖ as (sin(2u)/2)ᵖ. */
function doubledAngles({ factors }: ProductNode): Expression[] {
  const waves = factors.map(powerOf);
  return waves.flatMap(({ base: one, exponent }, i) =>
    waves.flatMap(({ base: other, exponent: same }, j) => {
      if (one.kind !== 'call' || other.kind !== 'call' || one.fn !== 'sin' || other.fn !== 'cos') return [];
      if (exponent !== same || keyOf(one.argument) !== keyOf(other.argument)) return [];
      const rest = factors.filter((_, at) => at !== i && at !== j);
      const doubled = call('sin', product([number(2), one.argument]));
      return [product([...rest, number(2 ** -exponent), power(doubled, exponent)])];
    }),
  );
}

/** What the term is divided by. */
function basesIn(term: Expression): Expression[] {
  const factors = term.kind === 'product' ? term.factors : [term];
  const under = factors.flatMap((factor) => {
    const { base, exponent } = powerOf(factor);
    return exponent < 0 ? [power(base, -exponent)] : [];
  });
  return under.length > 1 ? [...under, product(under)] : under;
}

function powerOf(factor: Expression): { readonly base: Expression; readonly exponent: number } {
  return factor.kind === 'power' && factor.exponent.kind === 'number'
    ? { base: factor.base, exponent: factor.exponent.value }
    : { base: factor, exponent: 1 };
}
