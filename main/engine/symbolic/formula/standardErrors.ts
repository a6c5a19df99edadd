/** Standard errors of the constants of a formula. */
import { constantsOf, replaceConstants } from '../../../../shared/expression/constants.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import { number, type Expression, type NumberNode } from '../../../../shared/expression/tree.ts';
import { dot } from '../../optim/cholesky.ts';
import { scatterOf, type Scatter } from '../../train/statistics/scatter.ts';
import { directionsOf } from './directions.ts';
import { linearise, type Free, type Linear } from './fitConstants.ts';
import type { FormulaData } from './formulaData.ts';
import { leverageOf } from './leverage.ts';

export interface ErrorOptions {
  /** The constants that were fitted; all where absent. */
  readonly free?: Free;
  /** Takes the scatter to be the same on all rows, without a test. */
  readonly even?: boolean;
}

/**
 * The standard error of each free constant. Where the scatter is the same on all rows it follows from the Gauss–Newton matrix:
 * σ²·(JᵀWJ)⁻¹. Where the scatter depends on the value ({@link scatterOf}), each row counts with its own error: (JᵀWJ)⁻¹·JᵀW½·S·W½J·(JᵀWJ)⁻¹,
 * with the squared errors of HC3 in the diagonal matrix S. Where rows are kept together, those of a group are not independent, and it is the
 * larger of the first and of the cluster-robust error ({@link groupedSums}): that of few groups is too small. A constant that the rows
 * do not determine alone has none. The other constants are not changed.
 */
export function withStandardErrors(
  expression: Expression,
  data: FormulaData,
  { free = () => true, even = false }: ErrorOptions = {},
): Expression {
  const linear = linearise(expression, data, free);
  if (linear === null) return expression;
  const { places, matrix, residual } = linear;
  const size = places.length;
  if (data.rows <= size || size === 0) return expression;
  const { solved, rank } = directionsOf(matrix, data.rows, size);
  const variance = residual.reduce((total, value) => total + value * value, 0) / (data.rows - rank);
  const byGroups = data.groups ? groupedSums(linear, data.groups) : null;
  const scatter = even ? null : scatterAbout(expression, data, linear);
  const variances = solved.map((direction, i) => {
    if (direction === null) return null;
    const independent = scatter ? rowSums(linear, scatter, direction) : variance * direction[i];
    return Math.max(independent, byGroups?.(direction) ?? 0);
  });
  return withVariances(expression, linear, variances);
}

/** @param variances of the constants, in the unit of the columns of unit length; null for a constant that has no standard error. */
export function withVariances(
  expression: Expression,
  { places, scales }: Linear,
  variances: readonly (number | null)[],
): Expression {
  const constants = constantsOf(expression);
  const replaced: NumberNode[] = [...constants];
  places.forEach((same, i) => {
    const variance = variances[i];
    const error = variance === null ? NaN : Math.sqrt(Math.max(0, variance)) / scales[i];
    const constant = number(constants[same[0]].value, Number.isFinite(error) ? error : null);
    for (const place of same) replaced[place] = constant;
  });
  return replaceConstants(expression, replaced);
}

/**
 * The scatter of the rows about a formula, where it depends on the formula's value; null where it does not, or rows are kept together: their
 * errors are not independent. Null too where no constant was fitted.
 * @param free the constants that were fitted; all where absent.
 */
export function formulaScatter(expression: Expression, data: FormulaData, free?: Free): Scatter | null {
  const linear = linearise(expression, data, free);
  return linear && linear.places.length > 0 ? scatterAbout(expression, data, linear) : null;
}

function scatterAbout(expression: Expression, data: FormulaData, linear: Linear): Scatter | null {
  const { names, columns, rows, target, weights, groups } = data;
  if (groups) return null;
  const predicted = compile(expression, names)(columns, rows);
  return scatterOf({
    errors: predicted.map((value, row) => target[row] - value),
    predicted,
    weights,
    leverage: leverageOf(linear),
    constants: linear.places.length,
  });
}

/** The variance of uᵀJᵀe, with u = (JᵀWJ)⁻¹eᵢ, where each row has its own. */
function rowSums({ matrix, places }: Linear, { squares }: Scatter, u: Float64Array): number {
  const size = places.length;
  return squares.reduce((total, square, row) => total + square * dot(matrix, row * size, u, 0, size) ** 2, 0);
}

/** For numbers. */
function groupedSums({ places, matrix, residual }: Linear, groups: Uint32Array): (u: Float64Array) => number {
  const size = places.length;
  const slopes = matrix.map((slope, at) => slope * residual[Math.floor(at / size)]);
  return clusterVariance(slopes, groups, size);
}

/**
 * The variance that the sums of the groups' slopes times errors give a direction u: u = (JᵀWJ)⁻¹eᵢ has the i-th diagonal element of
 * (JᵀWJ)⁻¹·Σ_g s_g s_gᵀ·(JᵀWJ)⁻¹, times G/(G − 1)·(n − 1)/(n − p) (Liang and Zeger, 1986; the correction of R's sandwich, HC1).
 * @param slopes times the errors, of the same number of directions for each row
 * @param constants their number p
 */
export function clusterVariance(
  slopes: Float64Array,
  groups: Uint32Array,
  constants: number,
): (u: Float64Array) => number {
  const rows = groups.length;
  const size = slopes.length / rows;
  const sums = new Map<number, Float64Array>();
  groups.forEach((group, row) => {
    const sum = sums.get(group) ?? new Float64Array(size);
    for (let i = 0; i < size; i++) sum[i] += slopes[row * size + i];
    sums.set(group, sum);
  });
  const count = sums.size;
  const correction = count > 1 ? ((count / (count - 1)) * (rows - 1)) / (rows - constants) : 0;
  return (u) => {
    let total = 0;
    for (const sum of sums.values()) total += dot(sum, 0, u, 0, size) ** 2;
    return correction * total;
  };
}
