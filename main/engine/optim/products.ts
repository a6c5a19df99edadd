/**
 * Products of matrices whose rows hold many numbers, such as one for each row of a table. The loops work on tiles, so
 * that each number that is read is used several times.
 */

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
