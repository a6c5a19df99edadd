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
