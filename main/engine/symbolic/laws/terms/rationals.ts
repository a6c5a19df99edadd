/**
 * Rational functions with few terms, P(x)/Q(x) of several groups: y·Q − P is linear in all coefficients. One term of y·Q is
 * held, all others are fitted to it, and those that the rows do not need are removed. Where Q is a power times a sum, the
 * function is also written as partial fractions. Only exact rows show such a relation.
 */
import { number, power, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { length } from '../linearAlgebra.ts';
import { monomial, type Exponents, type Problem } from '../problem.ts';
import type { Candidate } from './candidate.ts';
import { fittedTerms, withFewerTerms, type Fit, type Sums } from './elimination.ts';
import { sizeOf, termsUpTo, termValues } from './monomials.ts';

/** Of P and of Q, before terms are removed. */
const mostTerms = 20;
const highestDegree = 5;
const mostRows = 200;
/** The least number of rows for each term. */
const rowsPerTerm = 3;
/** Of P and Q together, or of all partial fractions. */
const few = 9;
/** What is left of an exact relation, as a share of the values. */
const exact = 1e-10;

interface Rows {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weights: Float64Array;
}

/** Coefficients of terms. */
type Polynomial = readonly (readonly [number, Exponents])[];

/** The rational functions of the lowest degree that the rows follow exactly. */
export async function rationals(problem: Problem, breath: Breath): Promise<Candidate[]> {
  const { groups, target, weights } = problem;
  const count = Math.min(mostRows, target.length);
  const rows: Rows = {
    columns: groups.map(({ values }) => values.subarray(0, count)),
    target: target.subarray(0, count),
    weights: weights?.subarray(0, count) ?? new Float64Array(count).fill(1),
  };
  const most = Math.min(mostTerms, count / rowsPerTerm / 2);
  let before = 1;
  for (let degree = 1; degree <= highestDegree; degree++) {
    const terms = termsUpTo(groups.length, most, degree);
    if (terms.length === before) break;
    before = terms.length;
    const found = await ofTerms(terms, rows, breath);
    if (found === null) continue;
    const [above, below] = found;
    const simple: Candidate = {
      expression: product([polynomial(above, problem), power(polynomial(below, problem), -1)]),
      error: 0,
      size: sizeOf([...above, ...below].map(([, term]) => term)) + 2,
      terms: 1,
    };
    return [simple, ...partialFractions(below, terms, rows, problem)];
  }
  return [];
}

/** P and Q with the fewest terms; null where no relation is exact. */
async function ofTerms(
  terms: readonly Exponents[],
  { columns, target, weights }: Rows,
  breath: Breath,
): Promise<readonly [Polynomial, Polynomial] | null> {
  const plain = terms.map((term) => termValues(term, columns));
  const negative = plain.map((values) => values.map((value, row) => -value * target[row]));
  const values = [...plain, ...negative];
  let best: { readonly fit: Fit; readonly held: number } | null = null;
  for (let held = 0; held < terms.length; held++) {
    await breath.take();
    const sums: Sums = { values, target: negative[held].map((value) => -value), weights };
    const others = [...values.keys()].filter((at) => at !== terms.length + held);
    const start = fittedTerms(others, sums);
    if (start === null || !isExact(start, sums)) continue;
    for (const fit of withFewerTerms(start, sums, few)) {
      if (!isExact(fit, sums) || (best !== null && fit.terms.length >= best.fit.terms.length)) continue;
      best = { fit, held };
    }
  }
  if (best === null) return null;
  const { fit, held } = best;
  const part = (from: number): Polynomial =>
    fit.terms.flatMap((at, k) =>
      at >= from && at < from + terms.length ? [[fit.numbers[k], terms[at - from]] as const] : [],
    );
  return [part(0), [[1, terms[held]], ...part(terms.length)]];
}

/** The function as a sum of terms over powers and of terms over the rest of Q, where Q is a product of both. */
function partialFractions(
  below: Polynomial,
  terms: readonly Exponents[],
  { columns, target, weights }: Rows,
  problem: Problem,
): Candidate[] {
  const common = below[0][1].map((_, i) => Math.min(...below.map(([, term]) => term[i])));
  if (below.length < 2 || common.every((p) => p === 0)) return [];
  const rest: Polynomial = below.map(([c, term]) => [c, term.map((p, i) => p - common[i])]);
  const restValues = valuesOf(rest, columns);
  const overPowers = new Map<string, Exponents>();
  for (const term of terms)
    for (const shift of [common, common.map(() => 0)]) {
      const shifted = term.map((p, i) => p - shift[i]);
      overPowers.set(shifted.join(), shifted);
    }
  const powers = [...overPowers.values()];
  const values = [
    ...powers.map((term) => powerValues(term, columns)),
    ...terms.map((term) => termValues(term, columns).map((value, row) => value / restValues[row])),
  ];
  const sums: Sums = { values, target, weights };
  const start = fittedTerms([...values.keys()], sums);
  if (start === null) return [];
  const fits = withFewerTerms(start, sums, few).filter((fit) => isExact(fit, sums));
  return fits.slice(-1).map(({ terms: kept, numbers }) => {
    const single: Expression[] = [];
    const over: [number, Exponents][] = [];
    kept.forEach((at, k) => {
      if (at < powers.length) single.push(product([number(numbers[k]), monomial(problem, powers[at])]));
      else over.push([numbers[k], terms[at - powers.length]]);
    });
    const fraction = product([polynomial(over, problem), power(polynomial(rest, problem), -1)]);
    return {
      expression: sum([...single, ...(over.length > 0 ? [fraction] : [])]),
      error: 0,
      size: sizeOf([...over, ...rest].map(([, term]) => term)) + 6 * single.length,
      terms: 1,
    };
  });
}

function isExact({ left }: Fit, { target, weights }: Sums): boolean {
  return Math.sqrt(left) <= exact * length(target.map((value, row) => value * Math.sqrt(weights[row])));
}

function valuesOf(of: Polynomial, columns: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(columns[0].length);
  for (const [c, term] of of) termValues(term, columns).forEach((value, row) => (total[row] += c * value));
  return total;
}

/** Of a term with negative exponents, too. */
function powerValues(term: Exponents, columns: readonly Float64Array[]): Float64Array {
  return columns[0].map((_, row) => term.reduce((value, p, i) => value * columns[i][row] ** p, 1));
}

function polynomial(of: Polynomial, problem: Problem): Expression {
  return sum(of.map(([c, term]) => product([number(c), monomial(problem, term)])));
}
