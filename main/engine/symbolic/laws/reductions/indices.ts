/**
 * A law that depends on a few products of powers, fitted to rows with noise: y = Πxᵢ^aᵢ·P(u₁ … uₖ) with uₖ = Σᵢ Bₖᵢ·log xᵢ and a
 * polynomial P. The exponents follow from the rows themselves, so noise harms them less than the slopes of a surface. P is
 * eliminated (variable projection; Kaufman, "A variable projection method", BIT 15, 1975), the exponents are fitted by
 * Levenberg–Marquardt from several starts.
 */
import { seededRandom } from '../../../../../shared/random.ts';
import { variance } from '../../../data/table/statistics.ts';
import { factorizeDefinite, solveFactored } from '../../../optim/cholesky.ts';
import { addScaled, dot } from '../../../optim/vector.ts';
import { exponentsUpTo, legendre, multiply, termValues, toUnitInterval } from '../legendre.ts';
import { backSubstituted, length, projectOutAll, unit } from '../linearAlgebra.ts';

export interface Indices {
  /** aᵢ. */
  readonly factor: readonly number[];
  /** Bₖ. */
  readonly groups: readonly (readonly number[])[];
}

/** What indices are fitted to. */
export interface IndexRows {
  /** The logarithms of the columns. */
  readonly logs: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
}

/** The most terms of P for each number of indices: degree 5 of one, degree 4 of two. */
const termsOf = [6, 15];
const starts = 6;
const iterations = 25;
const settled = 1e-4;

/** Multiples of ½ for the exponents of the best of several fits; null where none is finite. @param count how many products, one or two. */
export function fitIndices(rows: IndexRows, count: number): Indices | null {
  const random = seededRandom(1);
  const centred = rows.logs.map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  });
  const fit = fitter({ ...rows, logs: centred }, count);
  let best: Fit | null = null;
  for (let start = 0; start < starts; start++) {
    const one = descended(fit, {
      factor: centred.map(() => 0),
      groups: Array.from({ length: count }, () => centred.map(() => random.normal())),
    });
    if (one !== null && (best === null || one.error < best.error)) best = one;
  }
  return best && roundedOneByOne(fit, withPivots(best, centred));
}

interface Fit extends Indices {
  /** The root of the sum of squares. */
  readonly error: number;
  readonly residual: Float64Array;
  /** The residual's fall for each exponent: of the factor, then of each group. */
  readonly falls: readonly Float64Array[];
}

type Fitter = (indices: Indices) => Fit | null;

function fitter({ logs, target, weights }: IndexRows, count: number): Fitter {
  const rows = target.length;
  const roots = weights?.map(Math.sqrt) ?? new Float64Array(rows).fill(1);
  const wanted = target.map((value, row) => value * roots[row]);
  const { exponents, starts: ofDegree } = exponentsUpTo(count, termsOf[count - 1]);
  const degree = ofDegree.length - 2;
  return ({ factor, groups }) => {
    const scale = combined(logs, factor).map((value, row) => Math.exp(value) * roots[row]);
    const places = groups.map((group) => combined(logs, group));
    const units = places.map(toUnitInterval);
    const tables = places.map((place, k) => legendre(place, units[k], degree));
    const columns = exponents.map((powers) => termValues(powers, tables, rows, scale));
    const basis: Float64Array[] = [];
    const upper: number[][] = [];
    const shares: number[] = [];
    const residual = wanted.slice();
    for (const column of columns) {
      const own = column.slice();
      const along = projectOutAll(own, basis);
      const norm = length(own);
      if (!(norm > 1e-9 * length(column))) return null;
      basis.push(unit(own));
      upper.push([...along, norm]);
      shares.push(dot(basis.at(-1), residual));
      addScaled(residual, -shares.at(-1), basis.at(-1));
    }
    const numbers = backSubstituted(upper, shares, shares.length);
    const sumOf = (values: readonly Float64Array[]): Float64Array => {
      const total = new Float64Array(rows);
      values.forEach((one, term) => addScaled(total, numbers[term], one));
      return total;
    };
    const slopes = groups.map((_, k) => {
      const bent = tables.map((table, j) => (j === k ? { values: table.slopes } : table));
      // The derivative of a polynomial that does not depend on this index is 0.
      const derivatives = exponents.map((powers) =>
        powers[k] === 0 ? new Float64Array(rows) : termValues(powers, bent, rows, scale),
      );
      const slope = sumOf(derivatives);
      return slope.map((value) => value * units[k].factor);
    });
    const falls = [sumOf(columns), ...slopes].flatMap((slope) =>
      logs.map((values) => {
        const fall = slope.slice();
        multiply(fall, values);
        projectOutAll(fall, basis);
        return fall;
      }),
    );
    const error = length(residual);
    return Number.isFinite(error) ? { factor, groups, error, residual, falls } : null;
  };
}

function combined(logs: readonly Float64Array[], exponents: readonly number[]): Float64Array {
  const total = new Float64Array(logs[0].length);
  exponents.forEach((exponent, i) => addScaled(total, exponent, logs[i]));
  return total;
}

/** @param free for each exponent, whether it is fitted; of the factor first */
function descended(fit: Fitter, start: Indices, free?: readonly boolean[]): Fit | null {
  let current = fit(start);
  let damping = 1e-2;
  for (let iteration = 0; iteration < iterations && current !== null; iteration++) {
    const { residual, error } = current;
    const all = current.falls;
    const places = [...all.keys()].filter((at) => free?.[at] ?? true);
    if (places.length === 0) return current;
    const falls = places.map((at) => all[at]);
    const size = falls.length;
    const normal = Float64Array.from(falls.flatMap((one) => falls.map((other) => dot(one, other))));
    const right = Float64Array.from(falls, (one) => dot(one, residual));
    let next: Fit | null = null;
    for (let attempt = 0; attempt < 6 && next === null; attempt++) {
      const damped = normal.map((value, at) =>
        at % (size + 1) === 0 ? value * (1 + damping) + Number.MIN_VALUE : value,
      );
      const factored = factorizeDefinite(damped, size);
      const candidate = factored && fit(moved(current, places, solveFactored(factored, size, right)));
      if (candidate && candidate.error < error) next = candidate;
      damping *= next === null ? 10 : 0.2;
    }
    if (next === null) return current;
    current = next;
    if (next.error > error * (1 - settled)) return current;
  }
  return current;
}

function moved(indices: Indices, places: readonly number[], step: ArrayLike<number>): Indices {
  const values = flat(indices);
  places.forEach((place, i) => (values[place] += step[i]));
  return indicesOf(values, indices.factor.length);
}

function flat({ factor, groups }: Indices): number[] {
  return [factor, ...groups].flat();
}

function indicesOf(values: readonly number[], count: number): Indices {
  const rows = Array.from({ length: values.length / count }, (_, k) =>
    values.slice(k * count, (k + 1) * count),
  );
  return { factor: rows[0], groups: rows.slice(1) };
}

/** A whole number this near is taken before a half. */
const nearWhole = 0.4;

/**
 * The exponents as multiples of ½: the one that is nearest to such a number is held there and the others are fitted again, until all are
 * held. So exponents that the rows determine well make the others certain. Null where a fit fails.
 */
function roundedOneByOne(fit: Fitter, start: Pivoted): Indices | null {
  const count = start.factor.length;
  const free = flat(start).map((_, at) => !start.pivots.includes(at % count));
  let current: Indices = start;
  while (free.includes(true)) {
    const values = flat(current);
    const distance = (at: number): number => Math.abs(values[at] - plain(values[at]));
    const open = [...free.keys()].filter((at) => free[at]);
    const next = open.reduce((best, at) => (distance(at) < distance(best) ? at : best));
    free[next] = false;
    values[next] = plain(values[next]);
    const fitted = descended(fit, indicesOf(values, count), free);
    if (fitted === null) return null;
    current = fitted;
  }
  return current;
}

function plain(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= nearWhole ? whole : Math.round(2 * value) / 2;
}

interface Pivoted extends Indices {
  /** The column of each group whose exponent is 1. */
  readonly pivots: readonly number[];
}

/**
 * The same law with exponent 1 of one column (the pivot) in each group and 0 of it in the other groups and the factor: P may be
 * multiplied by a power of a group, and groups by each other.
 */
function withPivots({ factor, groups }: Indices, logs: readonly Float64Array[]): Pivoted {
  const weight = logs.map((values) => Math.sqrt(variance(values)));
  let rows = groups.map((group) => [...group]);
  let own = [...factor];
  const pivots: number[] = [];
  for (let k = 0; k < rows.length; k++) {
    const sizes = rows[k].map((value, i) => Math.abs(value) * weight[i]);
    const pivot = sizes.indexOf(Math.max(...sizes));
    pivots.push(pivot);
    const row = rows[k].map((value) => value / rows[k][pivot]);
    const without = (values: readonly number[]): number[] =>
      values.map((value, i) => value - values[pivot] * row[i]);
    rows = rows.map((other, j) => (j === k ? row : without(other)));
    own = without(own);
  }
  return { factor: own, groups: rows, pivots };
}
