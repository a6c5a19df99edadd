/**
 * The functions of one input that a smooth term is made of: its straight line and its deviations from it, both splines
 * on the grid of a KAN's edge. Penalised splines in their mixed-model form (Wood, "Generalized Additive Models", 2nd
 * ed. 2017, §5.4 and §5.8): the curvature of Σ u_r ω_r(x) is ‖u‖², and a line has none.
 */
import { basisWindow, extendKnots } from '../../kan/bspline.ts';
import { factorize, solveFactored } from '../../optim/cholesky.ts';

/** Knots of one input: G + 1 grid points, extended by k on each side. */
export interface InputGrid {
  readonly knots: Float64Array;
  readonly grid: number;
  readonly order: number;
}

export interface SmoothBasis extends InputGrid {
  /** Coefficients whose spline is x itself. */
  readonly identity: Float64Array;
  /** Coefficients of each deviation ω_r, [deviation][G + k]. */
  readonly deviations: readonly Float64Array[];
}

/**
 * Margin of the grid beyond the rows on each side, as a share of their range: only the penalty acts there, so that the
 * curve is a straight line.
 */
const room = 0.5;

/**
 * A grid of `grid` intervals for an input: one interval on each side for future rows, the others where the rows are.
 * @param points ascending, `grid` − 1 of them: the inner grid points, including the smallest and the largest row.
 */
export function gridAround(points: Float64Array, order: number): InputGrid {
  const inner = points.length - 1;
  const width = points[inner] - points[0];
  const all = new Float64Array(points.length + 2);
  all.set(points, 1);
  all[0] = points[0] - room * width;
  all[points.length + 1] = points[inner] + room * width;
  return { knots: extendKnots(all, order), grid: inner + 2, order };
}

/** Greville abscissae: the coefficients whose spline is the identity (de Boor, "A Practical Guide to Splines", IX). */
function greville({ knots, grid, order }: InputGrid): Float64Array {
  return Float64Array.from({ length: grid + order }, (_, g) => {
    let sum = 0;
    for (let i = 1; i <= order; i++) sum += knots[g + i];
    return sum / order;
  });
}

/**
 * Distance of the grid points around each second difference of coefficients, as a share of their mean distance among the
 * rows; beyond the rows that of the nearest ones.
 */
function distances({ knots, grid, order }: InputGrid): Float64Array {
  const [first, last] = [order + 1, order + grid - 1];
  const mean = (knots[last] - knots[first]) / (last - first);
  const continued = (i: number): number => {
    if (i < first) return knots[first] + (i - first) * (knots[first + 1] - knots[first]);
    if (i > last) return knots[last] + (i - last) * (knots[last] - knots[last - 1]);
    return knots[i];
  };
  return Float64Array.from({ length: grid + order - 2 }, (_, r) => {
    const width = continued(r + 2 + order) + continued(r + 1 + order) - continued(r + 2) - continued(r + 1);
    return width / (2 * order * mean);
  });
}

/**
 * With D the second differences of coefficients by their abscissae, scaled so that ‖Dc‖² is about ∫f″² (general
 * P-splines: Li and Cao, 2022; Eilers and Marx, 1996), the deviations are the columns of Dᵀ(DDᵀ)⁻¹.
 * @param byGrid whether ‖Dc‖² is about ∫f″²h³ instead, where h is the distance of the grid points: a curve may bend more
 * where they lie close together. On a grid with equal steps of log x it is then smooth in log x (penalties that vary along an
 * input: Ruppert and Carroll, "Spatially-adaptive penalties for spline fitting", 2000).
 */
export function smoothBasis(input: InputGrid, byGrid = false): SmoothBasis {
  const identity = greville(input);
  const count = identity.length;
  const rows = count - 2;
  const steps = byGrid ? distances(input) : null;
  const differences = Array.from({ length: rows }, (_, r) => {
    const row = new Float64Array(count);
    const [left, right] = [identity[r + 1] - identity[r], identity[r + 2] - identity[r + 1]];
    const width = (left + right) / 2;
    const scale = (steps === null ? 1 : steps[r] ** 1.5) / Math.sqrt(width);
    row[r] = scale / left;
    row[r + 1] = -scale * (1 / left + 1 / right);
    row[r + 2] = scale / right;
    return row;
  });
  const gram = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = Math.max(0, i - 2); j <= i; j++) {
      let sum = 0;
      for (let g = i; g <= j + 2; g++) sum += differences[i][g] * differences[j][g];
      gram[i * rows + j] = sum;
    }
  }
  const factor = factorize(gram, rows);
  const deviations = differences.map((_, r) => {
    const unit = new Float64Array(rows);
    unit[r] = 1;
    const weights = solveFactored(factor, rows, unit);
    const coef = new Float64Array(count);
    differences.forEach((row, i) => {
      for (let g = i; g <= i + 2; g++) coef[g] += weights[i] * row[g];
    });
    return coef;
  });
  return { ...input, identity, deviations };
}

/** The grid of an input that has no curve: only its identity. */
export function straightBasis(input: InputGrid): SmoothBasis {
  return { ...input, identity: greville(input), deviations: [] };
}

/** The polygons through these points, of order 1: their coefficients are the values at the grid points. @param points ascending. */
export function polygonBasis(points: Float64Array): SmoothBasis {
  const grid = gridAround(points, 1);
  return { ...grid, identity: grid.knots.slice(1, -1), deviations: [] };
}

/** Values of several splines of one grid at x's, [spline][x]. */
export function valuesOf(
  { knots, grid, order }: InputGrid,
  splines: readonly Float64Array[],
  xs: Float64Array,
): Float64Array {
  const window = new Float64Array(order + 1);
  const values = new Float64Array(splines.length * xs.length);
  xs.forEach((x, row) => {
    const first = basisWindow(knots, 0, grid, order, x, window, null, 0);
    splines.forEach((coef, s) => {
      let sum = 0;
      for (let m = 0; m <= order; m++) sum += coef[first + m] * window[m];
      values[s * xs.length + row] = sum;
    });
  });
  return values;
}
