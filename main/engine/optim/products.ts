/**
 * Products of matrices whose rows hold many numbers, such as one for each row of a table. The loops work on tiles, so
 * that each number that is read is used several times.
 */

/**
 * out[j][r] += Σᵢ w[j·down + i·across]·a[i][r], j < outputs, i < inputs, r < rows.
 * @param w weights that begin at `at`; `down` and `across` are the steps from one j or i to the next.
 */
export function addProduct(
  out: Float64Array,
  { w, at, down, across }: Weights,
  a: Float64Array,
  outputs: number,
  inputs: number,
  rows: number,
): void {
  for (let j = 0; j < outputs; j += 2) {
    const single = j + 1 === outputs;
    const o0 = j * rows;
    const o1 = single ? o0 : o0 + rows;
    for (let i = 0; i < inputs; i += 4) {
      const from = at + j * down + i * across;
      const weight = (dj: number, di: number): number =>
        i + di < inputs && !(dj === 1 && single) ? w[from + dj * down + di * across] : 0;
      const [p0, p1, p2, p3] = [weight(0, 0), weight(0, 1), weight(0, 2), weight(0, 3)];
      const [q0, q1, q2, q3] = [weight(1, 0), weight(1, 1), weight(1, 2), weight(1, 3)];
      const a0 = i * rows;
      const a1 = i + 1 < inputs ? a0 + rows : a0;
      const a2 = i + 2 < inputs ? a0 + 2 * rows : a0;
      const a3 = i + 3 < inputs ? a0 + 3 * rows : a0;
      if (single) {
        for (let r = 0; r < rows; r++) {
          out[o0 + r] += p0 * a[a0 + r] + p1 * a[a1 + r] + (p2 * a[a2 + r] + p3 * a[a3 + r]);
        }
        continue;
      }
      for (let r = 0; r < rows; r++) {
        const [x0, x1, x2, x3] = [a[a0 + r], a[a1 + r], a[a2 + r], a[a3 + r]];
        out[o0 + r] += p0 * x0 + p1 * x1 + (p2 * x2 + p3 * x3);
        out[o1 + r] += q0 * x0 + q1 * x1 + (q2 * x2 + q3 * x3);
      }
    }
  }
}

/** A matrix inside a vector of parameters. */
export interface Weights {
  readonly w: Float64Array;
  readonly at: number;
  readonly down: number;
  readonly across: number;
}

/**
 * out[at + j·down + i] += scale·Σᵣ b[j][r]·a[i][r], j < outputs, i < inputs.
 * @param lower only i ≤ j is computed, in tiles that reach a little beyond.
 */
export function addInnerProducts(
  out: Float64Array,
  at: number,
  down: number,
  b: Float64Array,
  a: Float64Array,
  outputs: number,
  inputs: number,
  rows: number,
  { scale = 1, lower = false } = {},
): void {
  for (let j = 0; j < outputs; j += 2) {
    const b0 = j * rows;
    const single = j + 1 === outputs;
    const b1 = single ? b0 : b0 + rows;
    const end = lower ? Math.min(inputs, j + 2) : inputs;
    for (let i = 0; i < end; i += 4) {
      const a0 = i * rows;
      const a1 = i + 1 < inputs ? a0 + rows : a0;
      const a2 = i + 2 < inputs ? a0 + 2 * rows : a0;
      const a3 = i + 3 < inputs ? a0 + 3 * rows : a0;
      let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let r = 0; r < rows; r++) {
        const y0 = b[b0 + r];
        const y1 = b[b1 + r];
        const x0 = a[a0 + r];
        const x1 = a[a1 + r];
        const x2 = a[a2 + r];
        const x3 = a[a3 + r];
        s0 += y0 * x0;
        s1 += y0 * x1;
        s2 += y0 * x2;
        s3 += y0 * x3;
        t0 += y1 * x0;
        t1 += y1 * x1;
        t2 += y1 * x2;
        t3 += y1 * x3;
      }
      const to = at + j * down + i;
      addUpTo(out, to, inputs - i, scale, s0, s1, s2, s3);
      if (!single) addUpTo(out, to + down, inputs - i, scale, t0, t1, t2, t3);
    }
  }
}

/** Adds four sums, times `scale`, to neighbouring entries; of which only the first `count` exist. */
function addUpTo(
  out: Float64Array,
  to: number,
  count: number,
  scale: number,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  out[to] += scale * a;
  if (count > 1) out[to + 1] += scale * b;
  if (count > 2) out[to + 2] += scale * c;
  if (count > 3) out[to + 3] += scale * d;
}
