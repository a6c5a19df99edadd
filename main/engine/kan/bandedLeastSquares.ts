/** Linear least squares with a banded matrix whose rows are ordered by their first column: fits of splines. */

/**
 * Factors A, the r-th row of which is 0 but for `width` numbers side by side from column `first[r]` on, by Givens rotations,
 * row by row (Golub and Van Loan, "Matrix Computations", 5.1.8; Lawson and Hanson, "Solving Least Squares Problems", 27.2).
 * @param values [row][width]; changed.
 * @param first ascending, one for each row; first + width is at most n.
 * @param n columns.
 * @returns a solver: b, a number for each row → the x that minimises ‖Ax − b‖; null where columns depend on each other.
 */
export function bandedLeastSquares(
  values: Float64Array,
  first: Int32Array,
  width: number,
  n: number,
): ((rhs: Float64Array) => Float64Array) | null {
  const rows = first.length;
  // R, [row][width] from the diagonal on; a row exists after a rotation has filled it.
  const upper = new Float64Array(n * width);
  const filled = new Uint8Array(n);
  // Of each rotation: cosine and sine. A row that begins R's own is moved there: cosine 0, sine 1.
  const rotations = new Float64Array(2 * rows * width);
  for (let r = 0; r < rows; r++) {
    for (let q = 0; q < width; q++) {
      const c = first[r] + q;
      const to = c * width;
      const from = r * width + q;
      const left = width - q;
      const at = 2 * from;
      if (filled[c] === 0) {
        if (values[from] === 0) {
          rotations[at] = 1;
          continue;
        }
        for (let m = 0; m < left; m++) upper[to + m] = values[from + m];
        values.fill(0, from, from + left);
        filled[c] = 1;
        rotations[at + 1] = 1;
        continue;
      }
      const length = Math.sqrt(upper[to] ** 2 + values[from] ** 2);
      const cosine = upper[to] / length;
      const sine = values[from] / length;
      rotations[at] = cosine;
      rotations[at + 1] = sine;
      for (let m = 0; m < left; m++) {
        const above = upper[to + m];
        const below = values[from + m];
        upper[to + m] = cosine * above + sine * below;
        values[from + m] = cosine * below - sine * above;
      }
    }
  }
  if (dependent(upper, width, n)) return null;
  return (rhs) => {
    const x = new Float64Array(n);
    for (let r = 0; r < rows; r++) {
      let value = rhs[r];
      for (let q = 0; q < width; q++) {
        const c = first[r] + q;
        const at = 2 * (r * width + q);
        const above = x[c];
        x[c] = rotations[at] * above + rotations[at + 1] * value;
        value = rotations[at] * value - rotations[at + 1] * above;
      }
    }
    for (let c = n - 1; c >= 0; c--) {
      const end = Math.min(width, n - c);
      for (let m = 1; m < end; m++) x[c] -= upper[c * width + m] * x[c + m];
      x[c] /= upper[c * width];
    }
    return x;
  };
}

/** Whether a number on R's diagonal is negligible beside the largest. */
function dependent(upper: Float64Array, width: number, n: number): boolean {
  let least = Infinity;
  let most = 0;
  for (let c = 0; c < n; c++) {
    const size = Math.abs(upper[c * width]);
    least = Math.min(least, size);
    most = Math.max(most, size);
  }
  return !(least > 1e-10 * most);
}
