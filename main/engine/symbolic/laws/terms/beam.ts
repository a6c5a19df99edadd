/**
 * Chooses a few columns whose weighted sum, with a constant, fits a target: orthogonal matching pursuit with a beam.
 * Columns are chosen one after the other; each time the one that leaves the smallest residual when all chosen columns
 * are fitted again. Several choices are extended in parallel.
 */
import { dot } from '../../../optim/vector.ts';
import { normalise, projectOut, unit } from '../linearAlgebra.ts';

export interface TermOptions {
  /** The most terms. */
  readonly terms: number;
  /** The number of choices that are kept in parallel. */
  readonly beam: number;
  /**
   * This many of the shortest blocks are tried as the first term, however small the share is that each explains alone.
   */
  readonly firsts: number;
}

/** What is fitted: the columns to choose from, and the target. */
export interface Regression {
  readonly columns: readonly Float64Array[];
  /** Of the expression behind each column. */
  readonly lengths: readonly number[];
  readonly target: Float64Array;
  /** So that Σ w·(difference)² is the error that counts. */
  readonly weights: Float64Array;
  /** A sum of squares: an error below 1e-8 of its root counts as 0. */
  readonly total: number;
}

/** A choice of columns. */
export interface Choice {
  readonly chosen: readonly number[];
  /** Weighted sum of squares that remains after a fit of the chosen columns and a constant. */
  readonly left: number;
}

/** A choice with the values that are needed to extend it. Columns are multiplied by the roots of the weights. */
interface State extends Choice {
  /** Orthonormal: the constant and the chosen columns. */
  readonly directions: readonly Float64Array[];
  readonly residual: Float64Array;
  /**
   * For each column, its weighted square without the part along the directions; 0 where only rounding errors remain.
   */
  readonly squares: Float64Array;
}

/** A column that may extend a choice. */
interface Extension {
  readonly parent: State;
  readonly column: number;
  readonly score: number;
}

/** Errors below this share count as 0. */
const exact = 1e-8;
/** The part of a column that is independent of the chosen columns must be at least this share of its square. */
const independent = 1e-7;
/** The number of choices of each size that are returned. */
const kept = 8;

/** The best choices of every number of terms. */
export function bestChoices(regression: Regression, { terms, beam, firsts }: TermOptions): Choice[] {
  const { columns, weights, total } = regression;
  const roots = weights.map(Math.sqrt);
  const floor = exact * exact * total;
  const start = startOf(regression, roots);
  let states: State[] = [start];
  const best: Choice[] = [];
  for (let depth = 1; depth <= terms; depth++) {
    const last = depth === terms;
    const extensions = states.flatMap((parent) => extensionsOf(parent, regression, roots, floor, beam));
    extensions.sort((a, b) => a.score - b.score);
    const distinct = new Set<string>();
    states = [];
    for (const { parent, column } of extensions) {
      if (states.length >= beam) break;
      const key = [...parent.chosen, column].sort((a, b) => a - b).join();
      if (distinct.has(key)) continue;
      distinct.add(key);
      states.push(extended(parent, column, columns, roots, last));
    }
    best.push(...states.slice(0, kept));
    if (depth === 1 && !last) {
      for (let column = 0; column < Math.min(firsts, columns.length); column++) {
        if (start.squares[column] > 0 && !distinct.has(String(column)))
          states.push(extended(start, column, columns, roots, last));
      }
    }
    if (states.some(({ left }) => left <= floor)) break;
  }
  return best;
}

/** No column chosen: the constant only. */
function startOf({ columns, target }: Regression, roots: Float64Array): State {
  const constant = unit(roots);
  const residual = target.map((value, row) => value * roots[row]);
  projectOut(residual, constant);
  const squares = Float64Array.from(columns, (values) => {
    let square = 0;
    let along = 0;
    for (let row = 0; row < values.length; row++) {
      const value = values[row] * roots[row];
      square += value * value;
      along += value * constant[row];
    }
    return square - along * along > independent * square ? square - along * along : 0;
  });
  return { chosen: [], directions: [constant], residual, left: dot(residual, residual), squares };
}

/**
 * The columns that extend a choice best, unsorted; more than the beam is wide, because two choices may have the same
 * extension.
 */
function extensionsOf(
  parent: State,
  { columns, lengths }: Regression,
  roots: Float64Array,
  floor: number,
  beam: number,
): Extension[] {
  const rows = roots.length;
  const weighted = parent.residual.map((value, row) => value * roots[row]);
  let worst = Infinity;
  const found: Extension[] = [];
  for (let column = 0; column < columns.length; column++) {
    const square = parent.squares[column];
    if (!(square > 0)) continue;
    const share = dot(columns[column], weighted);
    const left = parent.left - (share * share) / square;
    const size = parent.chosen.reduce((total, one) => total + lengths[one], lengths[column]);
    const score = scoreOf(left, floor, rows, size);
    if (score >= worst) continue;
    found.push({ parent, column, score });
    if (found.length > 8 * beam) {
      found.sort((a, b) => a.score - b.score);
      found.length = 2 * beam;
      worst = found[found.length - 1].score;
    }
  }
  return found;
}

/**
 * Description length, up to factors: the residual over the rows, and the size of the expression. The smallest is best.
 */
function scoreOf(left: number, floor: number, rows: number, size: number): number {
  return rows * Math.log(Math.max(left, 0) + floor) + 3 * size;
}

/** @param last whether the choice will not be extended: its squares are then not updated. */
function extended(
  { chosen, directions, residual, squares }: State,
  column: number,
  columns: readonly Float64Array[],
  roots: Float64Array,
  last: boolean,
): State {
  const direction = columns[column].map((value, row) => value * roots[row]);
  for (let pass = 0; pass < 2; pass++) for (const other of directions) projectOut(direction, other);
  normalise(direction);
  const rest = residual.slice();
  projectOut(rest, direction);
  const smaller = squares.slice();
  if (!last) {
    const weighted = direction.map((value, row) => value * roots[row]);
    for (let other = 0; other < columns.length; other++) {
      if (!(squares[other] > 0)) continue;
      const share = dot(columns[other], weighted);
      const square = squares[other] - share * share;
      smaller[other] = square > independent * squares[other] ? square : 0;
    }
  }
  return {
    chosen: [...chosen, column],
    directions: [...directions, direction],
    residual: rest,
    left: dot(rest, rest),
    squares: smaller,
  };
}
