import {
  keyOf,
  number,
  power,
  product,
  sum,
  type Expression,
  type SumNode,
} from '../../../../shared/expression/tree.ts';

/** Coefficients may differ by this share of themselves. */
const tolerance = 1e-8;

/** A term c·(product of factors). */
interface Term {
  readonly c: number;
  readonly factors: readonly Expression[];
}

/** The sum with c·p² ± 2c·p·q + c·q² written as c·(p ± q)², for each such triple of terms. */
export function completedSquares({ terms }: SumNode): Expression[] {
  const parts = terms.map(partsOf);
  const bases = parts.map(({ factors }) => {
    const [only] = factors;
    return factors.length === 1 && only.kind === 'power' && keyOf(only.exponent) === keyOf(number(2))
      ? only.base
      : null;
  });
  const found: Expression[] = [];
  for (const [i, p] of bases.entries()) {
    for (const [j, q] of bases.entries()) {
      if (p === null || q === null || j <= i || !near(parts[i].c, parts[j].c)) continue;
      const { c } = parts[i];
      const both = [keyOf(p), keyOf(q)].sort().join();
      parts.forEach(({ c: twice, factors }, k) => {
        if (factors.map(keyOf).sort().join() !== both || !near(Math.abs(twice), 2 * Math.abs(c))) return;
        const sign = Math.sign(twice * c);
        const square = product([number(c), power(sum([p, product([number(sign), q])]), 2)]);
        found.push(sum([...terms.filter((_, at) => at !== i && at !== j && at !== k), square]));
      });
    }
  }
  return found;
}

function partsOf(term: Expression): Term {
  const factors = term.kind === 'product' ? term.factors : [term];
  const numbers = factors.flatMap((factor) => (factor.kind === 'number' ? [factor.value] : []));
  return {
    c: numbers.reduce((value, one) => value * one, 1),
    factors: factors.filter(({ kind }) => kind !== 'number'),
  };
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= tolerance * Math.abs(other);
}
