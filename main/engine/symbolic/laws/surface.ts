/**
 * A smooth surface through the rows: a polynomial of several variables, fitted by least squares. Its degree is the one
 * with the smallest leave-one-out error. Its slopes give information about a law that is not known yet.
 */
import { addScaled, dot } from '../../optim/vector.ts';
import { backSubstituted, length } from './linearAlgebra.ts';
import { exponentsUpTo, legendre, multiply, termValues, toUnitInterval } from './legendre.ts';

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

function add(into: Float64Array, what: Float64Array): void {
  for (let row = 0; row < into.length; row++) into[row] += what[row];
}
