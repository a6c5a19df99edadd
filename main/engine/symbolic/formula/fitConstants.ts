/**
 * The constants of a formula fitted to data: Levenberg–Marquardt on the formula itself, with the Jacobian by algebra
 * and steps by orthogonal decomposition, so that exact formulas reach the last digits. A constant that stands at several
 * places, as n in xⁿ/(xⁿ + k), stays one constant ({@link distinctConstants}).
 */
import {
  constantsOf,
  distinctConstants,
  gradientByConstants,
  replaceConstants,
} from '../../../../shared/expression/constants.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import { number, type Expression, type NumberNode } from '../../../../shared/expression/tree.ts';
import { leastSquares } from '../../kan/leastSquares.ts';
import { dot } from '../../optim/cholesky.ts';
import { formulaError, type FormulaData } from './formulaData.ts';

export interface FitOptions {
  readonly iterations?: number;
  readonly free?: Free;
}

/** The constants to fit, by their index in `constantsOf`; all where absent. */
export type Free = (constant: NumberNode, place: number) => boolean;

/** The formula with better constants, or the same formula where there are none; its error on these data never rises. */
export function fitConstants(
  expression: Expression,
  data: FormulaData,
  { iterations = 30, free = () => true }: FitOptions = {},
): Expression {
  let current = expression;
  let error = formulaError(current, data);
  let damping = 1e-3;
  if (!Number.isFinite(error)) return expression;
  for (let iteration = 0; iteration < iterations && error > 0; iteration++) {
    const linear = linearise(current, data, free);
    if (linear === null || linear.places.length === 0) return current;
    let gained = false;
    for (let attempt = 0; attempt < 8 && !gained; attempt++) {
      const step = dampedStep(linear, damping);
      const candidate = step && moved(current, linear.places, step);
      const next = candidate ? formulaError(candidate, data) : Infinity;
      if (!candidate || !(next < error)) {
        damping = Math.max(damping * 10, 1e-12);
        continue;
      }
      gained = true;
      const share = next / error;
      [current, error] = [candidate, next];
      damping /= 30;
      if (share > 1 - 1e-9) return current;
    }
    if (!gained) return current;
  }
  return current;
}

/**
 * The standard error of each free constant, from the Gauss–Newton matrix: σ²·(JᵀWJ)⁻¹. Where rows are kept together, those of a
 * group are not independent, and it is the larger of this and of the cluster-robust error ({@link groupedSums}): that of few
 * groups is too small. The other constants are not changed.
 * @param known σ²; the residual variance where absent.
 */
export function withStandardErrors(
  expression: Expression,
  data: FormulaData,
  free: Free = () => true,
  known?: number,
): Expression {
  const linear = linearise(expression, data, free);
  if (linear === null) return expression;
  const { places, matrix, scales, residual } = linear;
  const size = places.length;
  if (data.rows <= size || size === 0) return expression;
  const normal = new Float64Array(size * size);
  for (let row = 0; row < data.rows; row++) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) normal[i * size + j] += matrix[row * size + i] * matrix[row * size + j];
    }
  }
  const solve = leastSquares(normal, size, size);
  const variance = known ?? residual.reduce((total, value) => total + value * value, 0) / (data.rows - size);
  const byGroups = known === undefined && data.groups ? groupedSums(linear, data.groups) : null;
  const constants = constantsOf(expression);
  const replaced: NumberNode[] = [...constants];
  places.forEach((same, i) => {
    const unit = new Float64Array(size);
    unit[i] = 1;
    const solved = solve(unit);
    const independent = Math.max(0, variance * solved[i]);
    const error = Math.sqrt(Math.max(independent, byGroups?.(solved) ?? 0)) / scales[i];
    const constant = number(constants[same[0]].value, Number.isFinite(error) ? error : null);
    for (const place of same) replaced[place] = constant;
  });
  return replaceConstants(expression, replaced);
}

/**
 * The variance that the sums of the groups' slopes times errors give a direction u: u = (JᵀWJ)⁻¹eᵢ has the i-th diagonal element of
 * (JᵀWJ)⁻¹·Σ_g s_g s_gᵀ·(JᵀWJ)⁻¹, times G/(G − 1)·(n − 1)/(n − p) (Liang and Zeger, 1986; the correction of R's sandwich, HC1).
 */
function groupedSums({ places, matrix, residual }: Linear, groups: Uint32Array): (u: Float64Array) => number {
  const [size, rows] = [places.length, residual.length];
  const sums = new Map<number, Float64Array>();
  residual.forEach((error, row) => {
    const sum = sums.get(groups[row]) ?? new Float64Array(size);
    for (let i = 0; i < size; i++) sum[i] += matrix[row * size + i] * error;
    sums.set(groups[row], sum);
  });
  const count = sums.size;
  const correction = count > 1 ? ((count / (count - 1)) * (rows - 1)) / (rows - size) : 0;
  return (u) => {
    let total = 0;
    for (const sum of sums.values()) total += dot(sum, 0, u, 0, size) ** 2;
    return correction * total;
  };
}

/** A formula about its constants, with the rows weighted. */
export interface Linear {
  /** Of each free constant: where it stands. */
  readonly places: readonly (readonly number[])[];
  /** Jacobian with columns of unit length, [row][free]. */
  readonly matrix: Float64Array;
  /** The columns' lengths. */
  readonly scales: Float64Array;
  /** target − value, times the root of the weight. */
  readonly residual: Float64Array;
}

/** Null where a value or a slope is not finite. */
export function linearise(expression: Expression, data: FormulaData, free: Free = () => true): Linear | null {
  const places = distinctConstants(expression).flatMap(({ constant, places: all }) => {
    const same = all.filter((place) => free(constant, place));
    return same.length > 0 ? [same] : [];
  });
  const { rows, names, columns, target } = data;
  const size = places.length;
  const root = data.weights?.map(Math.sqrt) ?? null;
  const values = compile(expression, names)(columns, rows);
  const residual = values.map((value, row) => (target[row] - value) * (root?.[row] ?? 1));
  const slopes = gradientByConstants(expression);
  const matrix = new Float64Array(rows * size);
  const scales = new Float64Array(size);
  for (const [i, same] of places.entries()) {
    const slope = new Float64Array(rows);
    for (const place of same) {
      compile(slopes[place], names)(columns, rows).forEach((value, row) => (slope[row] += value));
    }
    if (root !== null) slope.forEach((value, row) => (slope[row] = value * root[row]));
    const length = Math.sqrt(slope.reduce((total, value) => total + value * value, 0));
    if (!Number.isFinite(length)) return null;
    scales[i] = length || 1;
    for (let row = 0; row < rows; row++) matrix[row * size + i] = slope[row] / scales[i];
  }
  return residual.every(Number.isFinite) ? { places, matrix, scales, residual } : null;
}

function dampedStep({ matrix, scales, residual, places }: Linear, damping: number): Float64Array | null {
  const size = places.length;
  const rows = residual.length;
  const augmented = new Float64Array((rows + size) * size);
  augmented.set(matrix);
  for (let i = 0; i < size; i++) augmented[(rows + i) * size + i] = Math.sqrt(damping);
  const right = new Float64Array(rows + size);
  right.set(residual);
  const step = leastSquares(augmented, rows + size, size)(right).map((value, i) => value / scales[i]);
  return step.every(Number.isFinite) ? step : null;
}

function moved(expression: Expression, places: Linear['places'], step: Float64Array): Expression | null {
  const constants: NumberNode[] = constantsOf(expression);
  for (const [i, same] of places.entries()) {
    const value = constants[same[0]].value + step[i];
    if (!Number.isFinite(value)) return null;
    const constant = number(value);
    for (const place of same) constants[place] = constant;
  }
  return replaceConstants(expression, constants);
}
