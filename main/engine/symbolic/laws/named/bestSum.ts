/** The points of a grid whose columns together fit a target best. */
import { dot } from '../../../optim/vector.ts';
import { length, normalise, projectOut } from '../linearAlgebra.ts';
import type { Grid, GridPoint } from './gridPoint.ts';
import { refined } from './refine.ts';

/** A column is left out where less than this share of it is independent of the others. */
const dependent = 1e-7;
/** So often each point of a sum is chosen again beside the others. */
const rounds = 3;

/** Of each point: where its constants lie in the grids. */
type Places = readonly (readonly number[])[];

export interface BestSum<T> {
  readonly chosen: readonly T[];
  /** Weighted sum of squares. */
  readonly left: number;
}

/** A point of the grid with its columns at right angles to the fixed ones and to each other, of length 1. */
interface Prepared<T> {
  readonly point: T;
  readonly directions: readonly Float64Array[];
}

/** What fits a target best beside some fixed columns. */
export class SumSearch<T extends GridPoint> {
  readonly #grid: Grid<T>;
  readonly #roots: Float64Array | null;
  readonly #fixed: readonly Float64Array[] | null;
  /** What the fixed columns leave of the target. */
  readonly #goal: Float64Array;
  #points: readonly Prepared<T>[] | null = null;

  /** @param fixed columns that are fitted in any case. */
  constructor(
    grid: Grid<T>,
    fixed: readonly Float64Array[],
    target: Float64Array,
    weights: Float64Array | null,
  ) {
    this.#grid = grid;
    this.#roots = weights && weights.map(Math.sqrt);
    this.#fixed = directionsOf(this.#weighted(fixed), []);
    this.#goal = this.#weighted([target])[0].slice();
    for (const direction of this.#fixed ?? []) projectOut(this.#goal, direction);
  }

  /**
   * So many points of the grid, found one after another, then each again beside the others, and at last between the grid's
   * points.
   * @param start places where the last step begins too. @returns null where no point adds anything.
   */
  best(count: number, start?: Places): BestSum<T> | null {
    const found = this.#onGrid(count);
    const near = start === undefined ? null : this.near(start);
    return found === null || (near !== null && near.left < found.left) ? near : found;
  }

  /** The best sum near some places. @returns null where it has no values there. */
  near(start: Places): BestSum<T> | null {
    const points = start.flatMap((places) => this.#grid.at(places) ?? []);
    return points.length === start.length ? this.#refined(points) : null;
  }

  #onGrid(count: number): BestSum<T> | null {
    let chosen: Prepared<T>[] = [];
    let left = Infinity;
    for (let k = 0; k < count; k++) {
      const next = this.#bestBeside(chosen);
      if (next === null) return null;
      chosen.push(next.best);
      ({ left } = next);
    }
    for (let round = 0; count > 1 && round < rounds; round++) {
      const before = left;
      for (const old of chosen) {
        const others = chosen.filter((one) => one !== old);
        const next = this.#bestBeside(others);
        if (next === null || !(next.left < left)) continue;
        chosen = [...others, next.best];
        ({ left } = next);
      }
      if (!(left < before)) break;
    }
    return this.#refined(chosen.map(({ point }) => point));
  }

  #refined(start: readonly T[]): BestSum<T> | null {
    const final = refined(start, this.#grid.at, (points) => this.#restBeside(points));
    const rest = this.#restBeside(final);
    return rest && { chosen: final, left: dot(rest, rest) };
  }

  /** What points leave of the target; null where a column depends on the others. */
  #restBeside(points: readonly T[]): Float64Array | null {
    const basis = this.#directions(points.flatMap(({ columns }) => columns));
    return basis && without(this.#goal, basis);
  }

  /** The point that leaves least beside others. */
  #bestBeside(others: readonly Prepared<T>[]): { readonly best: Prepared<T>; readonly left: number } | null {
    const basis = this.#directions(others.flatMap(({ point }) => point.columns));
    if (basis === null) return null;
    const rest = without(this.#goal, basis);
    const before = dot(rest, rest);
    let [best, least]: [Prepared<T> | null, number] = [null, Infinity];
    this.#points ??= this.#grid.points().flatMap((point) => {
      const directions = this.#directions(point.columns);
      return directions === null ? [] : [{ point, directions }];
    });
    for (const one of this.#points) {
      const directions = basis.length === 0 ? one.directions : directionsOf(one.directions, basis);
      if (directions === null) continue;
      const left = directions.reduce((square, direction) => square - dot(rest, direction) ** 2, before);
      if (left < least) [best, least] = [one, left];
    }
    return best && { best, left: least };
  }

  /** The directions of columns beside the fixed ones. */
  #directions(columns: readonly Float64Array[]): Float64Array[] | null {
    return this.#fixed && directionsOf(this.#weighted(columns), this.#fixed);
  }

  #weighted(columns: readonly Float64Array[]): readonly Float64Array[] {
    const roots = this.#roots;
    if (roots === null) return columns;
    return columns.map((column) => column.map((value, row) => value * roots[row]));
  }
}

/** A copy less its parts along directions of length 1 that are at right angles. */
function without(values: Float64Array, directions: readonly Float64Array[]): Float64Array {
  const rest = values.slice();
  for (const direction of directions) projectOut(rest, direction);
  return rest;
}

/** What is left of columns beside others and the columns before them, with length 1; null where one depends on the others. */
function directionsOf(
  columns: readonly Float64Array[],
  beside: readonly Float64Array[],
): Float64Array[] | null {
  const found: Float64Array[] = [];
  for (const column of columns) {
    const before = length(column);
    const direction = without(column, beside);
    for (const other of found) projectOut(direction, other);
    if (!(length(direction) > dependent * before)) return null;
    normalise(direction);
    found.push(direction);
  }
  return found;
}
