/**
 * A smooth surface through the rows: a polynomial of several variables, fitted by least squares. Its degree is the one
 * with the smallest leave-one-out error. Its slopes give information about a law that is not known yet.
 */
import { addScaled, dot } from '../../optim/vector.ts';
import { backSubstituted, length } from './linearAlgebra.ts';

export interface Surface {
  /** Leave-one-out RMSE, in the target's unit. */
  readonly error: number;
  /** At each row. */
  readonly values: Float64Array;
  /** ∂value/∂column at each row. */
  readonly slopes: readonly Float64Array[];
  readonly degree: number;
}

export interface SurfaceOptions {
  readonly weights?: Float64Array | null;
  /** Polynomials in the logarithms of these columns, which must be positive. */
  readonly logarithmic?: readonly boolean[];
  /** The most terms. */
  readonly terms?: number;
}

const mostTerms = 256;
const highestDegree = 24;
/** The largest degree in one variable: enough for about ten waves. */
const highestOfOne = 60;
/** The least number of rows for each term. */
const rowsPerTerm = 2.5;
/**
 * A column is left out where less than this share of it is independent of the others: the rest would be rounding
 * errors.
 */
const dependent = 1e-9;

/**
 * @param columns none of them constant; without any, the surface is a number. An error of Infinity means that there are
 * too few rows.
 */
export function fitSurface(
  columns: readonly Float64Array[],
  target: Float64Array,
  { weights = null, logarithmic, terms: asked = mostTerms }: SurfaceOptions = {},
): Surface {
  const rows = target.length;
  const inputs = columns.length;
  const limit = Math.min(asked, Math.floor(rows / rowsPerTerm));
  const isLog = columns.map((_, i) => logarithmic?.[i] === true);
  const places = columns.map((column, i) => (isLog[i] ? column.map(Math.log) : column));
  const scalings = places.map(toUnitInterval);
  const { exponents, starts } = exponentsUpTo(inputs, limit);
  const top = starts.length - 2;
  const tables = places.map((place, i) => legendre(place, scalings[i], Math.max(top, 1)));
  const roots = weights === null ? null : weights.map(Math.sqrt);

  const kept: number[] = [];
  const basis: Float64Array[] = [];
  const upper: number[][] = [];
  const projections: number[] = [];
  const residual = target.map((value, row) => value * (roots?.[row] ?? 1));
  const leverage = new Float64Array(rows);
  let best = { error: Infinity, count: 0, degree: 0 };
  let worse = 0;
  for (let degree = 0; degree <= top && worse < 3; degree++) {
    for (let term = starts[degree]; term < starts[degree + 1]; term++) {
      const column = termValues(exponents[term], tables, rows, roots);
      const before = length(column);
      const coefficients: number[] = [];
      for (let pass = 0; pass < 2; pass++) {
        for (let k = 0; k < basis.length; k++) {
          const share = dot(basis[k], column);
          coefficients[k] = (coefficients[k] ?? 0) + share;
          addScaled(column, -share, basis[k]);
        }
        if (length(column) > 0.5 * before) break;
      }
      const norm = length(column);
      if (!(norm > dependent * before)) continue;
      for (let row = 0; row < rows; row++) column[row] /= norm;
      coefficients.push(norm);
      kept.push(term);
      basis.push(column);
      upper.push(coefficients);
      const share = dot(column, residual);
      projections.push(share);
      addScaled(residual, -share, column);
      for (let row = 0; row < rows; row++) leverage[row] += column[row] * column[row];
    }
    const error = leaveOneOut(residual, leverage, weights);
    if (error < 0.999 * best.error) best = { error, count: kept.length, degree };
    worse = error > 1.5 * best.error ? worse + 1 : 0;
  }

  const solution = backSubstituted(upper, projections, best.count);
  const values = new Float64Array(rows);
  const slopes = columns.map(() => new Float64Array(rows));
  const product = new Float64Array(rows);
  for (let k = 0; k < best.count; k++) {
    const powers = exponents[kept[k]];
    product.fill(solution[k]);
    for (let i = 0; i < inputs; i++) if (powers[i] > 0) multiply(product, tables[i].values[powers[i]]);
    add(values, product);
    for (let i = 0; i < inputs; i++) {
      if (powers[i] === 0) continue;
      product.fill(solution[k]);
      for (let j = 0; j < inputs; j++)
        if (powers[j] > 0) multiply(product, (i === j ? tables[j].slopes : tables[j].values)[powers[j]]);
      add(slopes[i], product);
    }
  }
  slopes.forEach((slope, i) => {
    for (let row = 0; row < rows; row++) slope[row] *= scalings[i].factor / (isLog[i] ? columns[i][row] : 1);
  });
  return { error: best.error, values, slopes, degree: best.degree };
}

/** The error of always predicting the mean, as a reference for surfaces. */
export function spread(target: Float64Array, weights: Float64Array | null): number {
  let total = 0;
  let weight = 0;
  target.forEach((value, row) => {
    total += (weights?.[row] ?? 1) * value;
    weight += weights?.[row] ?? 1;
  });
  const mean = total / weight;
  const squares = target.reduce((sum, value, row) => sum + (weights?.[row] ?? 1) * (value - mean) ** 2, 0);
  return Math.sqrt(squares / weight);
}

interface Scaled {
  readonly middle: number;
  readonly factor: number;
}

function toUnitInterval(values: Float64Array): Scaled {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { middle: (low + high) / 2, factor: high > low ? 2 / (high - low) : 1 };
}

/**
 * All tuples of exponents by total degree, as long as a whole degree fits into `limit`; `starts[degree]` is its first.
 */
function exponentsUpTo(inputs: number, limit: number): { exponents: Uint8Array[]; starts: number[] } {
  const exponents: Uint8Array[] = [new Uint8Array(inputs)];
  const starts = [0, 1];
  for (let degree = 1; degree <= (inputs === 1 ? highestOfOne : highestDegree) && inputs > 0; degree++) {
    const next = tuples(inputs, degree, limit - exponents.length);
    if (next === null) break;
    exponents.push(...next);
    starts.push(exponents.length);
  }
  return { exponents, starts };
}

/** Tuples whose entries add up to `total`; null where there are more than `most`. */
function tuples(inputs: number, total: number, most: number): Uint8Array[] | null {
  const found: Uint8Array[] = [];
  const current = new Uint8Array(inputs);
  const place = (at: number, left: number): boolean => {
    if (at === inputs - 1) {
      current[at] = left;
      found.push(current.slice());
      return found.length <= most;
    }
    for (let power = left; power >= 0; power--) {
      current[at] = power;
      if (!place(at + 1, left - power)) return false;
    }
    return true;
  };
  return place(0, total) ? found : null;
}

/** Legendre polynomials and their derivatives on the scaled column, up to a degree. */
function legendre(
  values: Float64Array,
  { middle, factor }: Scaled,
  degree: number,
): { values: Float64Array[]; slopes: Float64Array[] } {
  const t = values.map((value) => (value - middle) * factor);
  const polynomials = [new Float64Array(t.length).fill(1), t];
  const derivatives = [new Float64Array(t.length), new Float64Array(t.length).fill(1)];
  for (let n = 1; n < degree; n++) {
    const [p, q] = [polynomials[n], polynomials[n - 1]];
    const slope = derivatives[n - 1];
    polynomials.push(t.map((x, row) => ((2 * n + 1) * x * p[row] - n * q[row]) / (n + 1)));
    derivatives.push(p.map((value, row) => (2 * n + 1) * value + slope[row]));
  }
  return { values: polynomials, slopes: derivatives };
}

function termValues(
  powers: Uint8Array,
  tables: readonly { readonly values: readonly Float64Array[] }[],
  rows: number,
  roots: Float64Array | null,
): Float64Array {
  const column = roots === null ? new Float64Array(rows).fill(1) : roots.slice();
  powers.forEach((power, i) => {
    if (power > 0) multiply(column, tables[i].values[power]);
  });
  return column;
}

/** RMS of residual/(1 − leverage), the residual without the row itself, in the target's unit. */
function leaveOneOut(residual: Float64Array, leverage: Float64Array, weights: Float64Array | null): number {
  let total = 0;
  let weight = 0;
  for (let row = 0; row < residual.length; row++) {
    const free = Math.max(1 - leverage[row], 1e-6);
    total += (residual[row] / free) ** 2;
    weight += weights?.[row] ?? 1;
  }
  return Math.sqrt(total / weight);
}

function multiply(into: Float64Array, by: Float64Array): void {
  for (let row = 0; row < into.length; row++) into[row] *= by[row];
}

function add(into: Float64Array, what: Float64Array): void {
  for (let row = 0; row < into.length; row++) into[row] += what[row];
}
