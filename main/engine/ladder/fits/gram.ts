/** Normal equations of weighted least squares. */
import { dot } from '../../optim/cholesky.ts';
import { addInnerProducts, withDenseMemory } from '../../optim/dense/dense.ts';
import { blockRows } from '../../optim/weightedProducts.ts';

/** Columns of a design, [column][row]. */
export interface Columns {
  readonly rows: number;
  readonly count: number;
  readonly values: Float64Array;
}

/** XᵀWX (both triangles), XᵀWz and zᵀWz over some of the rows, and Σw. */
export interface NormalEquations {
  readonly size: number;
  readonly matrix: Float64Array;
  readonly right: Float64Array;
  readonly square: number;
  readonly weight: number;
}

/**
 * @param z the values to explain, [row]. @param weights by row; null where all rows have weight 1.
 * @param among the rows to use; all where null. @param columns the columns to use, the others are 0; all where null.
 */
export function normalEquations(
  { rows, count, values }: Columns,
  z: Float64Array,
  weights: Float64Array | null,
  among: Uint32Array | null,
  columns: readonly number[] | null = null,
): NormalEquations {
  const taken = columns ?? Array.from({ length: count }, (_, c) => c);
  const used = among?.length ?? rows;
  const row = (i: number): number => (among === null ? i : among[i]);
  const target = new Float64Array(used);
  const scale = new Float64Array(used);
  let [square, weight] = [0, 0];
  for (let i = 0; i < used; i++) {
    const w = weights === null ? 1 : weights[row(i)];
    scale[i] = Math.sqrt(w);
    target[i] = z[row(i)] * scale[i];
    square += target[i] ** 2;
    weight += w;
  }
  const matrix = new Float64Array(count * count);
  const right = new Float64Array(count);
  const size = taken.length;
  withDenseMemory((take) => {
    const [sums, block] = [take(size * size), take(size * blockRows)];
    for (let from = 0; from < used; from += blockRows) {
      const length = Math.min(blockRows, used - from);
      taken.forEach((column, c) => {
        const [at, to] = [column * rows, c * length];
        for (let i = 0; i < length; i++) block[to + i] = values[at + row(from + i)] * scale[from + i];
        right[column] += dot(block, to, target, from, length);
      });
      addInnerProducts(sums, 0, block, block, size, size, length, true);
    }
    taken.forEach((one, i) => {
      for (let j = 0; j <= i; j++) {
        const sum = sums[i * size + j];
        matrix[one * count + taken[j]] = sum;
        matrix[taken[j] * count + one] = sum;
      }
    });
  });
  return { size: count, matrix, right, square, weight };
}

/** The equations of the same rows and weights for other values to explain. @param z [row] */
export function explaining(
  equations: NormalEquations,
  { rows, count, values }: Columns,
  z: Float64Array,
  weights: Float64Array | null,
  among: Uint32Array,
): NormalEquations {
  const target = Float64Array.from(among, (row) => z[row] * (weights?.[row] ?? 1));
  const right = new Float64Array(count);
  for (let c = 0; c < count; c++) {
    let sum = 0;
    for (let i = 0; i < among.length; i++) sum += values[c * rows + among[i]] * target[i];
    right[c] = sum;
  }
  const square = among.reduce((sum, row, i) => sum + z[row] * target[i], 0);
  return { ...equations, right, square };
}

/** The equations of all rows minus those of some rows. */
export function without(all: NormalEquations, some: NormalEquations): NormalEquations {
  return {
    size: all.size,
    matrix: all.matrix.map((value, i) => value - some.matrix[i]),
    right: all.right.map((value, i) => value - some.right[i]),
    square: all.square - some.square,
    weight: all.weight - some.weight,
  };
}
