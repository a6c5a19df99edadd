import { addNumbers, mapNumber, multiplyNumbers } from '../arithmetic.ts';
import { keyOf, number, sum, type Expression, type NumberNode } from '../tree.ts';
import { leading, scaled, split, unitOf, type Builder, type Scaled } from './builder.ts';
import { compareTerms } from './order.ts';

/**
 * Flattens (c·(u + v) too), adds up constants and like terms, frees logarithms of their scale where there is a
 * constant to take it up (log(2x + 1) + 3 = log(x + ½) + 3 + log 2), and sorts; the constant stands last.
 */
export function sumRules(build: Builder, terms: readonly Expression[]): Expression {
  const collected = collect(terms.flatMap(flatten));
  if (!collected) return sum(terms);
  const { constant, others } = collected;
  if (constant.value !== 0) {
    for (const [index, term] of others.entries()) {
      const freed = freeLogarithm(build, term);
      if (freed) return build.sum([...others.toSpliced(index, 1).map(join), ...freed, constant]);
    }
  }
  const joined = others.map(join).sort(compareTerms);
  if (constant.value !== 0 || joined.length === 0) joined.push(constant);
  return sum(joined);
}

function flatten(term: Expression): Expression[] {
  if (term.kind === 'sum') return term.terms.flatMap(flatten);
  const { coefficient, rest } = split(term);
  if (rest.kind !== 'sum') return [term];
  const distributed = rest.terms.map((inner) => scaled(coefficient, inner));
  return distributed.every((inner) => inner !== null) ? distributed.flatMap(flatten) : [term];
}

function join({ coefficient, rest }: Scaled): Expression {
  return scaled(coefficient, rest)!;
}

/** Collects like terms, by what their coefficients multiply. A total that is only a rounding error counts as 0. */
function collect(terms: readonly Expression[]): { constant: NumberNode; others: Scaled[] } | null {
  const totals = new Map<string, Scaled & { readonly magnitude: number }>();
  for (const term of terms) {
    const { coefficient, rest } = split(term);
    const key = keyOf(rest);
    const before = totals.get(key);
    const joined = before ? addNumbers(before.coefficient, coefficient) : coefficient;
    if (!joined) return null;
    const magnitude = Math.max(before?.magnitude ?? 0, Math.abs(coefficient.value));
    totals.set(key, { coefficient: joined, rest, magnitude });
  }
  let constant = number(0);
  const others: Scaled[] = [];
  for (const { coefficient, rest, magnitude } of totals.values()) {
    if (Math.abs(coefficient.value) <= 2 * Number.EPSILON * magnitude) continue;
    if (rest.kind === 'number') constant = coefficient;
    else others.push({ coefficient, rest });
  }
  return { constant, others };
}

/** k·log(a·v) as the terms k·log v and k·log a; null where there is nothing to free. */
function freeLogarithm(build: Builder, { coefficient, rest }: Scaled): Expression[] | null {
  if (rest.kind !== 'call' || rest.fn !== 'log') return null;
  const lead = leading(rest.argument);
  const scale = Math.abs(lead.value);
  if (scale === 1) return null;
  const magnitude = number(scale, lead.error);
  const logarithm = mapNumber(magnitude, Math.log(scale), 1 / scale);
  const offset = logarithm && multiplyNumbers(coefficient, logarithm);
  const inner = unitOf(build, rest.argument);
  if (!inner || !offset || Math.abs(leading(inner).value) !== 1) return null;
  return [build.product([coefficient, build.call('log', inner)]), offset];
}
