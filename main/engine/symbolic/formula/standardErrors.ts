/** Standard errors of the constants of a formula. */
import type { IntervalView } from '../../../../shared/contract/views/formula.ts';
import { constantsOf, distinctConstants, replaceConstants } from '../../../../shared/expression/constants.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import { number, type Expression, type NumberNode } from '../../../../shared/expression/tree.ts';
import { dot } from '../../optim/cholesky.ts';
import { scatterOf, type Scatter } from '../../train/statistics/scatter.ts';
import { halfOf95 } from '../../train/statistics/halfOf95.ts';
import { rowsByGroup } from '../../train/statistics/leaveGroupOut.ts';
import { directionsOf } from './directions.ts';
import { linearise, type Free, type Linear } from './fitConstants.ts';
import { firstRows, type FormulaData } from './formulaData.ts';
import { groupedVariance } from './groupedVariance.ts';
import { leverageOf } from './leverage.ts';

/** Rows that tell how many constants are determined: with so many, a few constants do not change Student's t. */
const rankRows = 2000;

export interface ErrorOptions {
  /** The constants that were fitted; all where absent. */
  readonly free?: Free;
  /** Takes the scatter to be the same on all rows, without a test. */
  readonly even?: boolean;
}

/**
 * The standard error of each free constant. Where the scatter is the same on all rows it follows from the Gauss–Newton matrix:
 * σ²·(JᵀWJ)⁻¹. Where the scatter depends on the value ({@link scatterOf}), each row counts with its own error: (JᵀWJ)⁻¹·JᵀW½·S·W½J·(JᵀWJ)⁻¹,
 * with the squared errors of HC3 in the diagonal matrix S. Where rows are kept together, those of a group are not independent, and it is that of the
 * jackknife by groups ({@link groupedVariance}). A constant that the rows do not determine alone, or one group of them determines alone, has none. The
 * other constants are not changed.
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
  const byGroups = data.groups ? varianceByGroups(linear, data.groups) : null;
  const scatter = even ? null : scatterAbout(expression, data, linear);
  const variances = solved.map((direction, i) => {
    if (direction === null) return null;
    if (byGroups !== null) return byGroups(i);
    return scatter ? rowSums(linear, scatter, direction) : variance * direction[i];
  });
  return withVariances(expression, linear, variances);
}

/** Rows times squared constants; more would take longer than a second. */
const mostWork = 1e8;

/**
 * {@link withStandardErrors} of rows that may be many: where they are too many for it, those of the first rows, times the root of the share that these
 * rows are of all.
 * @param work the most rows times squared constants
 */
export function withErrorsOfMany(expression: Expression, data: FormulaData, work = mostWork): Expression {
  const size = Math.max(1, constantsOf(expression).length);
  const some = firstRows(data, Math.floor(work / size ** 2));
  const told = withStandardErrors(expression, some);
  if (some.rows === data.rows) return told;
  const share = Math.sqrt(some.rows / data.rows);
  const replaced = [...constantsOf(told)];
  for (const { constant, places } of distinctConstants(told)) {
    if (constant.error === null) continue;
    const one = number(constant.value, constant.error * share);
    for (const place of places) replaced[place] = one;
  }
  return replaceConstants(told, replaced);
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

/**
 * What makes 95 % intervals of the standard errors. @param free the constants that were fitted; all where absent.
 * @returns null where no constant was fitted, or the rows are too few.
 */
export function intervalOf(expression: Expression, data: FormulaData, free?: Free): IntervalView | null {
  const some = firstRows(data, rankRows);
  const linear = linearise(expression, some, free);
  const size = linear?.places.length ?? 0;
  if (linear === null || size === 0 || data.rows <= size) return null;
  if (data.groups) return groupedInterval(data.groups);
  return interval(data.rows - directionsOf(linear.matrix, some.rows, size).rank, null);
}

/** Of G groups there are G − 1 degrees of freedom; null where there is one group. */
export function groupedInterval(groups: Uint32Array): IntervalView | null {
  const count = new Set(groups).size;
  return count > 1 ? interval(count - 1, count) : null;
}

function interval(freedom: number, groups: number | null): IntervalView {
  return { factor: halfOf95(freedom), freedom, groups };
}

/** The variance of uᵀJᵀe, with u = (JᵀWJ)⁻¹eᵢ, where each row has its own. */
function rowSums({ matrix, places }: Linear, { squares }: Scatter, u: Float64Array): number {
  const size = places.length;
  return squares.reduce((total, square, row) => total + square * dot(matrix, row * size, u, 0, size) ** 2, 0);
}

/** The variance of each constant where rows of a group are not independent. */
function varianceByGroups(
  { places, matrix, residual }: Linear,
  groups: Uint32Array,
): (constant: number) => number | null {
  const size = places.length;
  const shares = rowsByGroup(groups).map((rows) => {
    const score = new Float64Array(size);
    const own = new Float64Array(size * size);
    for (const row of rows) {
      for (let i = 0; i < size; i++) {
        const slope = matrix[row * size + i];
        score[i] += slope * residual[row];
        for (let j = 0; j < size; j++) own[i * size + j] += slope * matrix[row * size + j];
      }
    }
    return { score, matrix: own };
  });
  const variance = groupedVariance(shares);
  return (constant) => variance(new Float64Array(size).fill(1, constant, constant + 1));
}
