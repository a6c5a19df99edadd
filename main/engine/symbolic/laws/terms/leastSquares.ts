/** Weighted least squares of a few columns. */
import { dot } from '../../../optim/vector.ts';
import { backSubstituted, length, normalise, projectOut, projectOutAll, unit } from '../linearAlgebra.ts';

/** A column of which less than this share is independent of the others. */
const dependent = 1e-9;
/** A row that alone decides its prediction counts as if others decided this share of it. */
const leastShare = 1e-6;

/** c₀ and the cₖ by weighted least squares; null where they are not finite. */
export function fitted(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
): Float64Array | null {
  return coefficients([new Float64Array(target.length).fill(1), ...columns], target, weights);
}

/** The cₖ of Σ cₖ·columnₖ by weighted least squares; null where they are not finite. */
export function coefficients(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
): Float64Array | null {
  const roots = weights.map(Math.sqrt);
  const basis: Float64Array[] = [];
  const upper: number[][] = [];
  const right: number[] = [];
  const rest = target.map((value, row) => value * roots[row]);
  for (const column of columns) {
    const direction = column.map((value, row) => value * roots[row]);
    const shares = projectOutAll(direction, basis);
    const norm = length(direction);
    normalise(direction);
    shares.push(norm);
    basis.push(direction);
    upper.push(shares);
    right.push(dot(rest, direction));
    projectOut(rest, direction);
  }
  const solution = backSubstituted(upper, right, right.length);
  return solution.every(Number.isFinite) ? solution : null;
}

/** The weighted sum of squares that Σ cₖ·columnₖ leaves. */
export function squaresLeft(
  columns: readonly Float64Array[],
  numbers: Float64Array,
  target: Float64Array,
  weights: Float64Array,
): number {
  return target.reduce((sum, value, row) => {
    const rest = columns.reduce((error, column, k) => error - numbers[k] * column[row], value);
    return sum + weights[row] * rest * rest;
  }, 0);
}

/**
 * For each row, the weighted sum of squares that the other rows leave when only they are fitted (Cook and Weisberg, 1982). A column that
 * the others nearly make up does not count.
 */
export function squaresWithoutEach(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
): Float64Array {
  const roots = weights.map(Math.sqrt);
  const basis: Float64Array[] = [];
  const rest = target.map((value, row) => value * roots[row]);
  const leverage = new Float64Array(target.length);
  for (const column of columns) {
    const direction = column.map((value, row) => value * roots[row]);
    const before = length(direction);
    projectOutAll(direction, basis);
    if (!(length(direction) > dependent * before)) continue;
    normalise(direction);
    basis.push(direction);
    projectOut(rest, direction);
    direction.forEach((value, row) => (leverage[row] += value * value));
  }
  const all = dot(rest, rest);
  return rest.map((value, row) => all - (value * value) / Math.max(1 - leverage[row], leastShare));
}

/** c with the smallest Σ w·(target − c·shape)²; null where it is 0 or not finite. */
export function projection(shape: Float64Array, target: Float64Array, weights: Float64Array): number | null {
  let both = 0;
  let own = 0;
  for (let row = 0; row < target.length; row++) {
    both += weights[row] * shape[row] * target[row];
    own += weights[row] * shape[row] * shape[row];
  }
  const c = both / own;
  return Number.isFinite(c) && c !== 0 ? c : null;
}

/** Weighted sum of squares about the weighted mean. */
export function variation(values: Float64Array, weights: Float64Array): number {
  const roots = weights.map(Math.sqrt);
  const column = values.map((value, row) => value * roots[row]);
  projectOut(column, unit(roots));
  return dot(column, column);
}
