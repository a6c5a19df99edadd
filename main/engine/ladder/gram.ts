/** Normal equations of weighted least squares. */
import { dot } from '../optim/cholesky.ts';

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
  // Columns past the last one stay 0.
  const padded = Math.ceil(taken.length / 4) * 4;
  const sums = new Float64Array(padded * padded);
  const block = new Float64Array(padded * blockRows);
  for (let from = 0; from < used; from += blockRows) {
    const length = Math.min(blockRows, used - from);
    taken.forEach((column, c) => {
      const [at, to] = [column * rows, c * blockRows];
      for (let i = 0; i < length; i++) block[to + i] = values[at + row(from + i)] * scale[from + i];
      right[column] += dot(block, to, target, from, length);
    });
    addProducts(sums, block, padded, length);
  }
  taken.forEach((one, i) => {
    for (let j = 0; j <= i; j++) {
      const sum = sums[i * padded + j];
      matrix[one * count + taken[j]] = sum;
      matrix[taken[j] * count + one] = sum;
    }
  });
  return { size: count, matrix, right, square, weight };
}

/** Rows of a block: few enough that the columns of a block stay in the cache. */
const blockRows = 128;

/**
 * Adds the inner products of all pairs of columns of a block to the lower triangle of `sums`, four columns by two at a
 * time.
 * @param block [column][blockRows], of which the first `length` of each column count. @param count a multiple of 4.
 */
function addProducts(sums: Float64Array, block: Float64Array, count: number, length: number): void {
  for (let i = 0; i < count; i += 4) {
    const a = i * blockRows;
    const [b, c, d] = [a + blockRows, a + 2 * blockRows, a + 3 * blockRows];
    for (let j = 0; j <= i + 2; j += 2) {
      const e = j * blockRows;
      const f = e + blockRows;
      let [ae, af, be, bf, ce, cf, de, df] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let k = 0; k < length; k++) {
        const x = block[e + k];
        const y = block[f + k];
        const p = block[a + k];
        const q = block[b + k];
        const r = block[c + k];
        const s = block[d + k];
        ae += p * x;
        af += p * y;
        be += q * x;
        bf += q * y;
        ce += r * x;
        cf += r * y;
        de += s * x;
        df += s * y;
      }
      let at = i * count + j;
      sums[at] += ae;
      sums[at + 1] += af;
      at += count;
      sums[at] += be;
      sums[at + 1] += bf;
      at += count;
      sums[at] += ce;
      sums[at + 1] += cf;
      at += count;
      sums[at] += de;
      sums[at + 1] += df;
    }
  }
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
