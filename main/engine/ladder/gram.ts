/** Normal equations of weighted least squares. */
import { dot } from './cholesky.ts';

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
 * @param z what is to be explained, [row]. @param weights by row; null where all count alike.
 * @param among rows that count; all where null. @param columns those that take part, the others are 0; all where null.
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
  const scaled = new Float64Array(taken.length * used);
  taken.forEach((column, c) => {
    const [from, to] = [column * rows, c * used];
    for (let i = 0; i < used; i++) scaled[to + i] = values[from + row(i)] * scale[i];
  });
  const matrix = new Float64Array(count * count);
  const right = new Float64Array(count);
  products(scaled, used, taken.length, (i, j, sum) => {
    matrix[taken[i] * count + taken[j]] = sum;
    matrix[taken[j] * count + taken[i]] = sum;
  });
  taken.forEach((column, c) => (right[column] = dot(scaled, c * used, target, 0, used)));
  return { size: count, matrix, right, square, weight };
}

/** Inner products of all pairs of columns, two columns by two at a time. */
function products(
  columns: Float64Array,
  rows: number,
  count: number,
  put: (i: number, j: number, sum: number) => void,
): void {
  for (let i = 0; i < count; i += 2) {
    const [a, b] = [i * rows, Math.min(i + 1, count - 1) * rows];
    for (let j = 0; j <= i; j += 2) {
      const [c, d] = [j * rows, Math.min(j + 1, count - 1) * rows];
      let [ac, ad, bc, bd] = [0, 0, 0, 0];
      for (let k = 0; k < rows; k++) {
        const p = columns[a + k];
        const q = columns[b + k];
        const r = columns[c + k];
        const s = columns[d + k];
        ac += p * r;
        ad += p * s;
        bc += q * r;
        bd += q * s;
      }
      put(i, j, ac);
      if (j + 1 < count) put(i, j + 1, ad);
      if (i + 1 < count) put(i + 1, j, bc);
      if (i + 1 < count && j + 1 < count) put(i + 1, j + 1, bd);
    }
  }
}

/** What is left of the equations of all rows without those of some. */
export function without(all: NormalEquations, some: NormalEquations): NormalEquations {
  return {
    size: all.size,
    matrix: all.matrix.map((value, i) => value - some.matrix[i]),
    right: all.right.map((value, i) => value - some.right[i]),
    square: all.square - some.square,
    weight: all.weight - some.weight,
  };
}
