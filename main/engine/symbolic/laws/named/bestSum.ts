/** The points of a grid whose columns together fit a target best. */
import { dot } from '../../../optim/vector.ts';
import { length, normalise, projectOut } from '../linearAlgebra.ts';
import type { Grid, GridPoint } from './gridPoint.ts';
import { refined } from './refine.ts';

/** A column is left out where less than this share of it is independent of the others. */
const dependent = 1e-7;
/** So often each point of a sum is chosen again beside the others. */
const rounds = 3;

export interface BestSum<T> {
  readonly chosen: readonly T[];
  /** Weighted sum of squares. */
  readonly left: number;
}

/**
 * So many points of the grid, found one after another, then each again beside the others, and at last between the grid's
 * points.
 * @param fixed columns that are fitted in any case.
 * @returns null where no point adds anything.
 */
export function bestSum<T extends GridPoint>(
  { points, at }: Grid<T>,
  count: number,
  fixed: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
): BestSum<T> | null {
  const roots = weights.map(Math.sqrt);
  const weighted = (column: Float64Array): Float64Array => column.map((value, row) => value * roots[row]);
  const fixedColumns = fixed.map(weighted);
  const goal = weighted(target);
  const weightedPoints = points.map((point) => point.columns.map(weighted));

  /** The basis of the fixed columns and those of points; null where a column depends on the others. */
  const basisOf = (columns: readonly Float64Array[]): Float64Array[] | null => {
    const basis: Float64Array[] = [];
    for (const column of [...fixedColumns, ...columns]) {
      const direction = directionOf(column, basis);
      if (direction === null) return null;
      basis.push(direction);
    }
    return basis;
  };
  const restBeside = (chosen: readonly T[]): Float64Array | null => {
    const basis = basisOf(chosen.flatMap(({ columns }) => columns.map(weighted)));
    if (basis === null) return null;
    const rest = goal.slice();
    for (const direction of basis) projectOut(rest, direction);
    return rest;
  };
  /** The place of the point that leaves least beside others. */
  const bestBeside = (others: readonly number[]): { readonly best: number; readonly left: number } | null => {
    const basis = basisOf(others.flatMap((other) => weightedPoints[other]));
    if (basis === null) return null;
    const rest = goal.slice();
    for (const direction of basis) projectOut(rest, direction);
    const before = dot(rest, rest);
    let [best, least] = [-1, Infinity];
    weightedPoints.forEach((columns, place) => {
      const left = leftBy(columns, basis, rest, before);
      if (left < least) [best, least] = [place, left];
    });
    return best < 0 ? null : { best, left: least };
  };

  let chosen: number[] = [];
  let left = Infinity;
  for (let k = 0; k < count; k++) {
    const next = bestBeside(chosen);
    if (next === null) return null;
    chosen.push(next.best);
    ({ left } = next);
  }
  for (let round = 0; count > 1 && round < rounds; round++) {
    const before = left;
    for (const old of chosen) {
      const others = chosen.filter((one) => one !== old);
      const next = bestBeside(others);
      if (next === null || !(next.left < left)) continue;
      chosen = [...others, next.best];
      ({ left } = next);
    }
    if (!(left < before)) break;
  }
  const final = refined(
    chosen.map((place) => points[place]),
    at,
    restBeside,
  );
  const rest = restBeside(final);
  return rest && { chosen: final, left: dot(rest, rest) };
}

/** The sum of squares that columns leave beside a basis; Infinity where one depends on the others. */
function leftBy(
  columns: readonly Float64Array[],
  basis: readonly Float64Array[],
  rest: Float64Array,
  before: number,
): number {
  let left = before;
  let all = basis;
  for (const column of columns) {
    const direction = directionOf(column, all);
    if (direction === null) return Infinity;
    left -= dot(rest, direction) ** 2;
    if (columns.length > 1) all = [...all, direction];
  }
  return left;
}

/** What is left of a column beside others, with length 1; null where it depends on them. */
function directionOf(column: Float64Array, others: readonly Float64Array[]): Float64Array | null {
  const direction = column.slice();
  const before = length(direction);
  for (const other of others) projectOut(direction, other);
  if (!(length(direction) > dependent * before)) return null;
  normalise(direction);
  return direction;
}
