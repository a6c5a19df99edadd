/** Looks for the building blocks that, together with a few given columns, come nearest to given values. */
import { dot } from '../../../optim/vector.ts';
import type { Blocks } from '../blocks.ts';
import { length, normalise, projectOut } from '../linearAlgebra.ts';

/** What is to be reached by least squares. */
export interface Goal {
  readonly target: Float64Array;
  readonly weights: Float64Array;
  /** Columns that are fitted together with each block. */
  readonly basis: readonly Float64Array[];
  /** Each block is multiplied by this column; null for none. */
  readonly times: Float64Array | null;
}

export interface Match {
  readonly block: number;
  /** The weighted sum of squares that is left. */
  readonly left: number;
  /** What the matches are ordered by. */
  readonly score: number;
}

/** A block is left out where less than this share of its square is independent of the other columns. */
const independent = 1e-7;

/**
 * The best blocks, the best first.
 * @param scoreOf rises with what is left, and with the length of the block.
 */
export function scanned(
  { values: blocks, lengths }: Pick<Blocks, 'values' | 'lengths'>,
  goal: Goal,
  most: number,
  scoreOf: (left: number, length: number) => number,
): Match[] {
  const { weights, times } = goal;
  const roots = weights.map(Math.sqrt);
  const directions: Float64Array[] = [];
  const weighted = (values: Float64Array): Float64Array => values.map((value, row) => value * roots[row]);
  for (const column of goal.basis) {
    const direction = weighted(column);
    const before = length(direction);
    for (let pass = 0; pass < 2; pass++) for (const other of directions) projectOut(direction, other);
    if (!(length(direction) > independent * before)) continue;
    normalise(direction);
    directions.push(direction);
  }
  const residual = weighted(goal.target);
  for (const direction of directions) projectOut(residual, direction);
  const total = dot(residual, residual);
  const factors = times === null ? roots : roots.map((root, row) => root * times[row]);
  const column = new Float64Array(roots.length);
  const found: Match[] = [];
  let worst = Infinity;
  for (let block = 0; block < blocks.length; block++) {
    const values = blocks[block];
    let square = 0;
    let share = 0;
    for (let row = 0; row < column.length; row++) {
      const value = values[row] * factors[row];
      column[row] = value;
      square += value * value;
      share += value * residual[row];
    }
    let own = square;
    for (const direction of directions) own -= dot(column, direction) ** 2;
    if (!(own > independent * square)) continue;
    const left = Math.max(0, total - (share * share) / own);
    const score = scoreOf(left, lengths[block]);
    if (!(score < worst)) continue;
    found.push({ block, left, score });
    if (found.length >= 4 * most) {
      found.sort((one, other) => one.score - other.score);
      found.length = most;
      worst = found[most - 1].score;
    }
  }
  return found.sort((one, other) => one.score - other.score).slice(0, most);
}
