/** Which constants of a formula the rows determine, and what the standard errors of these follow from. */
import { leastSquares } from '../../kan/leastSquares.ts';
import { dot } from '../../optim/cholesky.ts';

export interface Directions {
  /**
   * For each constant the column of (JᵀJ)⁻¹; null where the rows do not determine the constant alone, because others can take its
   * place, as the levels of a column can that of a constant beside them.
   */
  readonly solved: readonly (Float64Array | null)[];
  /** Of J. */
  readonly rank: number;
}

/** Where equations are met as nearly, no constants are dependent. */
const rounding = 1e-6;

/** @param matrix the Jacobian J with columns of unit length, rows × size */
export function directionsOf(matrix: Float64Array, rows: number, size: number): Directions {
  const all = places(size);
  const { columns, isAccurate } = inverseColumns(matrix, rows, size, all);
  const whole = { solved: columns, rank: size };
  if (isAccurate) return whole;
  const alone = determinedOf(matrix, rows, size, all);
  let kept = all;
  // Without one constant after the other until no others can take a place: what the others mean then depends on the choice, but not
  // the errors of those that were determined.
  for (let told = alone; told.includes(false); told = determinedOf(matrix, rows, size, kept)) {
    kept = kept.toSpliced(told.lastIndexOf(false), 1);
  }
  if (kept.length === size) return whole;
  const reduced = inverseColumns(matrix, rows, size, kept).columns;
  const solved = all.map((i) => (alone[i] ? reduced[kept.indexOf(i)] : null));
  return { solved, rank: kept.length };
}

function places(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** The columns of (JᵀJ)⁻¹ over the kept constants, with 0 for the others, and whether they solve their equations. */
function inverseColumns(
  matrix: Float64Array,
  rows: number,
  size: number,
  kept: readonly number[],
): { readonly columns: readonly Float64Array[]; readonly isAccurate: boolean } {
  const count = kept.length;
  const normal = new Float64Array(count * count);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < count; i++) {
      const factor = matrix[row * size + kept[i]];
      for (let j = 0; j < count; j++) normal[i * count + j] += factor * matrix[row * size + kept[j]];
    }
  }
  const solve = leastSquares(normal, count, count);
  const units = kept.map((_, i) => new Float64Array(count).fill(1, i, i + 1));
  const found = units.map((unit) => solve(unit));
  const isAccurate = found.every((x, i) =>
    kept.every(
      (_, row) => Math.abs(dot(normal, row * count, x, 0, count) - units[i][row]) < rounding && x[i] > 0,
    ),
  );
  const columns = found.map((x) => {
    const column = new Float64Array(size);
    kept.forEach((place, i) => (column[place] = x[i]));
    return column;
  });
  return { columns, isAccurate };
}

/** Whether each of the kept constants is determined: the solution of least norm of J·z = its own column is then itself. */
function determinedOf(
  matrix: Float64Array,
  rows: number,
  size: number,
  kept: readonly number[],
): readonly boolean[] {
  const count = kept.length;
  const own = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++)
    kept.forEach((i, at) => (own[row * count + at] = matrix[row * size + i]));
  const project = leastSquares(own, rows, count);
  return kept.map((_, at) => {
    const column = Float64Array.from({ length: rows }, (_, row) => own[row * count + at]);
    return Math.abs(project(column)[at] - 1) < rounding;
  });
}
