/** Means and standard deviations over the rows. */

/** Means and standard deviations over the rows, of one layer; the standard deviations with n − 1. */
export interface Spreads {
  /** [input] */
  readonly inputMean: Float64Array;
  readonly inputStd: Float64Array;
  /** Spline part φ, [input][subnode]. */
  readonly splineMean: Float64Array;
  readonly splineStd: Float64Array;
  /** φ + ψ, [input][subnode]. */
  readonly edgeMean: Float64Array;
  readonly edgeStd: Float64Array;
  /** z, before the subnode's affine term, [subnode]. */
  readonly subnodeMean: Float64Array;
  readonly subnodeStd: Float64Array;
}

/** Below this ratio to the mean a standard deviation is a rounding error: the column is constant. */
const constantBelow = 1e-13;

/**
 * Standard deviation (n − 1; 0 for a single row, and for a column that is constant but for rounding errors, which would
 * otherwise give a wrong gradient).
 * @param squares Σ(v − mean)²
 */
export function deviation(squares: number, mean: number, rows: number): number {
  if (rows < 2) return 0;
  const std = Math.sqrt(Math.max(squares, 0) / (rows - 1));
  return std > constantBelow * Math.abs(mean) ? std : 0;
}

/** Mean and {@link deviation} of a column, in two passes, written at index `to`. */
export function spread(
  values: Float64Array,
  at: number,
  rows: number,
  means: Float64Array,
  stds: Float64Array,
  to: number,
): void {
  let sum = 0;
  for (let i = at; i < at + rows; i++) sum += values[i];
  const mean = sum / rows;
  let squares = 0;
  for (let i = at; i < at + rows; i++) squares += (values[i] - mean) ** 2;
  means[to] = mean;
  stds[to] = deviation(squares, mean, rows);
}

/** Added to an input's standard deviation in the denominator. */
export const rangeOffset = 0.1;

/** Standard deviations of edges, [input][subnode], over those of their inputs. */
export function overRange(stds: Float64Array, inputStd: Float64Array, subnodes: number): Float64Array {
  return stds.map((std, edge) => std / (inputStd[Math.floor(edge / subnodes)] + rangeOffset));
}
