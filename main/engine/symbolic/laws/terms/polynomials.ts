/**
 * T(y) as a polynomial with few terms: all terms up to a degree are fitted together, then the terms that the rows do not
 * support are removed, the least certain first. This also finds correlated terms (x² and x⁴), which a choice of one term
 * after the other often misses.
 */
import { number, product, sum } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { addScaled, dot } from '../../../optim/vector.ts';
import { backSubstituted, length, projectOut } from '../linearAlgebra.ts';
import { monomial, type Exponents, type Problem } from '../problem.ts';
import { transforms, type Transform } from '../transforms.ts';
import type { Candidate } from './candidate.ts';
import { variation } from './leastSquares.ts';

/** Of a polynomial before terms are removed. */
const mostTerms = 60;
const highestDegree = 8;
/** The least number of rows for each term. */
const rowsPerTerm = 3;
const mostRows = 300;
/** A coefficient is certain where it is this many times its standard error. */
const certain = 4;
/** The polynomials kept have at most this many terms. */
const few = 8;
/** Terms are removed from the polynomials of this many transforms: those that fit best. */
const transformsReduced = 2;
/** The root of the sum of squares of rounding errors, as a share of that of the values. */
const rounding = 1e-14;
/** A term is left out where less than this share of it is independent of the others. */
const dependent = 1e-9;

interface Fit {
  readonly terms: readonly Exponents[];
  readonly numbers: Float64Array;
  /** |coefficient| / standard error. */
  readonly certainty: Float64Array;
  /** Weighted sum of squares. */
  readonly left: number;
  /** `left` over the degrees of freedom. */
  readonly variance: number;
}

/** The polynomials in the groups with at most eight terms, of the transforms of the target that fit best. */
export async function polynomials(
  { groups, target, weights }: Problem,
  breath: Breath,
): Promise<Candidate[]> {
  const rows = Math.min(mostRows, target.length);
  const columns = groups.map(({ values }) => values.subarray(0, rows));
  const y = target.subarray(0, rows);
  const ones = weights?.subarray(0, rows) ?? new Float64Array(rows).fill(1);
  const total = variation(y, ones);
  const terms = termsUpTo(groups.length, Math.min(mostTerms, rows / rowsPerTerm));
  const [low, high] = target.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const full: { transform: Transform; t: Float64Array; w: Float64Array; fit: Fit }[] = [];
  for (const transform of transforms) {
    if (!transform.takes(low, high)) continue;
    await breath.take();
    const t = y.map(transform.value);
    const w = y.map((v, row) => ones[row] / Math.max(transform.slope(v) ** 2, 1e-30));
    const fit = fitted(terms, columns, t, w);
    if (fit !== null) full.push({ transform, t, w, fit });
  }
  full.sort((one, other) => one.fit.variance - other.fit.variance);
  await breath.take();
  return full.slice(0, transformsReduced).flatMap(({ transform, t, w, fit }) =>
    withFewerTerms(fit, columns, t, w).map(({ terms: kept, numbers, left }) => {
      const parts = kept.map((exponents, k) =>
        product([number(numbers[k]), monomial({ groups }, exponents)]),
      );
      const size = kept.reduce(
        (count, exponents) =>
          count + 2 + exponents.reduce((own, p) => own + (p === 0 ? 0 : p === 1 ? 2 : 4), 0),
        transform.complexity,
      );
      return {
        expression: transform.inverse(sum(parts)),
        error: Math.sqrt(left / total),
        size,
        terms: kept.length,
      };
    }),
  );
}

/** Polynomials with fewer and fewer terms: all coefficients certain in the first. */
function withFewerTerms(
  start: Fit,
  columns: readonly Float64Array[],
  t: Float64Array,
  w: Float64Array,
): Fit[] {
  const found: Fit[] = [];
  let current: Fit | null = start;
  while (current !== null) {
    const { terms, certainty } = current;
    const order: number[] = [...terms.keys()].sort((i, j) => certainty[i] - certainty[j]);
    const uncertain: number = order.filter((i) => certainty[i] < certain).length;
    if (uncertain === 0 && terms.length <= few) found.push(current);
    if (terms.length <= 1) break;
    // Few at a time, because each removal makes the others more certain.
    const dropped = new Set<number>(order.slice(0, Math.max(1, Math.floor(uncertain / 4))));
    current = fitted(
      terms.filter((_, i) => !dropped.has(i)),
      columns,
      t,
      w,
    );
  }
  return found;
}

/** Weighted least squares by orthogonal columns; null where it is not finite. */
function fitted(
  terms: readonly Exponents[],
  columns: readonly Float64Array[],
  t: Float64Array,
  w: Float64Array,
): Fit | null {
  const roots = w.map(Math.sqrt);
  const basis: Float64Array[] = [];
  const upper: number[][] = [];
  const right: number[] = [];
  const kept: Exponents[] = [];
  const rest = t.map((value, row) => value * roots[row]);
  const size = length(rest);
  for (const term of terms) {
    const column = roots.slice();
    term.forEach((p, i) => {
      for (let n = 0; n < p; n++)
        for (let row = 0; row < column.length; row++) column[row] *= columns[i][row];
    });
    const before = length(column);
    const shares = new Array<number>(basis.length).fill(0);
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((other, k) => {
        const share = dot(column, other);
        shares[k] += share;
        addScaled(column, -share, other);
      });
    }
    const norm = length(column);
    if (!(norm > dependent * before)) continue;
    for (let row = 0; row < column.length; row++) column[row] /= norm;
    kept.push(term);
    basis.push(column);
    upper.push([...shares, norm]);
    right.push(dot(rest, column));
    projectOut(rest, column);
  }
  const count = kept.length;
  const numbers = backSubstituted(upper, right, count);
  if (count === 0 || !numbers.every(Number.isFinite)) return null;
  const left = dot(rest, rest);
  // Rounding errors count as noise.
  const variance = (left + (rounding * size) ** 2) / Math.max(1, t.length - count);
  const inverse = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const unit = new Array<number>(count).fill(0);
    unit[k] = 1;
    backSubstituted(upper, unit, k + 1).forEach((value, i) => (inverse[i] += value * value));
  }
  const certainty = numbers.map((value, k) => Math.abs(value) / Math.sqrt(variance * inverse[k]));
  return { terms: kept, numbers, certainty, left, variance };
}

/** The exponents of all terms up to the highest degree of which all fit, by degree. */
function termsUpTo(inputs: number, most: number): Exponents[] {
  let terms: Exponents[] = [new Array<number>(inputs).fill(0)];
  for (let degree = 1; degree <= highestDegree; degree++) {
    const next = [...terms, ...ofDegree(inputs, degree)];
    if (next.length > most) break;
    terms = next;
  }
  return terms;
}

function ofDegree(inputs: number, degree: number): Exponents[] {
  if (inputs === 1) return [[degree]];
  return Array.from({ length: degree + 1 }, (_, p) => degree - p).flatMap((p) =>
    ofDegree(inputs - 1, degree - p).map((others) => [p, ...others]),
  );
}
