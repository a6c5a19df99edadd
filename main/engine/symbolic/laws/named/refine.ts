/** Points between those of a grid: Levenberg–Marquardt on their places, while the factors of their columns follow by least squares. */
import { leastSquares } from '../../../kan/leastSquares.ts';
import { dot } from '../../../optim/vector.ts';
import type { GridPoint } from './gridPoint.ts';

const iterations = 12;
const attempts = 5;
/** Of the distance between two values of a grid, for slopes. */
const step = 1e-3;
/** A step that lowers the sum of squares by less than this share is the last one. */
const negligible = 1e-6;

/**
 * @param at the point at places of the grid; undefined where it has no values.
 * @param restBeside what the columns of points leave of the target; null where they depend on each other.
 */
export function refined<T extends GridPoint>(
  start: readonly T[],
  at: (places: readonly number[]) => T | undefined,
  restBeside: (points: readonly T[]) => Float64Array | null,
): readonly T[] {
  let points = start;
  let rest = restBeside(points);
  if (rest === null) return start;
  let damping = 1e-2;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const slopes: readonly Float64Array[] = slopesOf(points, rest, at, restBeside);
    const size = slopes.length;
    if (size === 0) return points;
    const left = dot(rest, rest);
    let better: { points: readonly T[]; rest: Float64Array } | null = null;
    for (let attempt = 0; attempt < attempts && better === null; attempt++) {
      const moved: readonly T[] | null = movedBy(points, dampedStep(slopes, rest, damping), at);
      const next: Float64Array | null = moved && restBeside(moved);
      if (moved && next && dot(next, next) < left) better = { points: moved, rest: next };
      else damping *= 10;
    }
    if (better === null) return points;
    ({ points, rest } = better);
    damping /= 10;
    if (dot(rest, rest) > (1 - negligible) * left) return points;
  }
  return points;
}

/** The change of the rest by each place of each point; zeros where a place cannot change. */
function slopesOf<T extends GridPoint>(
  points: readonly T[],
  rest: Float64Array,
  at: (places: readonly number[]) => T | undefined,
  restBeside: (points: readonly T[]) => Float64Array | null,
): Float64Array[] {
  return points.flatMap((point, which) =>
    point.places.map((place, k) => {
      const next = at(point.places.with(k, place + step));
      const moved = next && restBeside(points.with(which, next));
      return moved ? moved.map((value, row) => (value - rest[row]) / step) : new Float64Array(rest.length);
    }),
  );
}

function dampedStep(slopes: readonly Float64Array[], rest: Float64Array, damping: number): Float64Array {
  const size = slopes.length;
  const rows = rest.length;
  const matrix = new Float64Array((rows + size) * size);
  slopes.forEach((slope, k) => {
    slope.forEach((value, row) => (matrix[row * size + k] = value));
    matrix[(rows + k) * size + k] = Math.sqrt(damping * dot(slope, slope)) || 1;
  });
  const right = new Float64Array(rows + size);
  rest.forEach((value, row) => (right[row] = -value));
  return leastSquares(matrix, rows + size, size)(right);
}

function movedBy<T extends GridPoint>(
  points: readonly T[],
  steps: Float64Array,
  at: (places: readonly number[]) => T | undefined,
): readonly T[] | null {
  let next = 0;
  const moved: T[] = [];
  for (const { places } of points) {
    const point = at(places.map((place) => place + steps[next++]));
    if (point === undefined) return null;
    moved.push(point);
  }
  return moved;
}
