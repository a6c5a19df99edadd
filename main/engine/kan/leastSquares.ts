/** Dense linear least squares with the smallest solution where the columns are dependent. */

/**
 * Factors A (m × n, row by row) by Householder reflections with column pivoting and, where its rank r is below n, a
 * second set from the right (complete orthogonal decomposition; Golub and Van Loan, "Matrix Computations", 5.4–5.5).
 * The rank is the number of pivots above ε·max(m, n) times the first.
 * @returns a solver: b (length m) → the x of least norm among those that minimise ‖Ax − b‖.
 */
export function leastSquares(
  matrix: Float64Array,
  m: number,
  n: number,
): (rhs: ArrayLike<number>) => Float64Array {
  const columns = Array.from({ length: n }, (_, c) => filled(m, 0, (r) => matrix[r * n + c]));
  const order = Array.from({ length: n }, (_, c) => c);
  const reflectors: Float64Array[] = [];
  const tolerance = Number.EPSILON * Math.max(m, n);
  let largest = 0;
  for (let step = 0; step < Math.min(m, n); step++) {
    const pivot = largestColumn(columns, step);
    [columns[step], columns[pivot]] = [columns[pivot], columns[step]];
    [order[step], order[pivot]] = [order[pivot], order[step]];
    const norm = tailNorm(columns[step], step);
    if (step === 0) largest = norm;
    if (norm <= tolerance * largest) break;
    const reflector = householder(columns[step], step);
    reflectors.push(reflector);
    for (let c = step; c < n; c++) reflect(columns[c], reflector, step);
  }
  const rank = reflectors.length;

  // T = the transpose of the r × n trapezoid R: T = Q₂·[L; 0] gives x = Q₂·(L⁻ᵀ…), the least-norm solution.
  const rows = Array.from({ length: rank }, (_, r) => filled(n, r, (c) => columns[c][r]));
  const fromRight: Float64Array[] = [];
  if (rank < n) {
    for (let step = 0; step < rank; step++) {
      const reflector = householder(rows[step], step);
      fromRight.push(reflector);
      for (let r = step; r < rank; r++) reflect(rows[r], reflector, step);
    }
  }

  return (rhs) => {
    const b = Float64Array.from(rhs);
    reflectors.forEach((reflector, step) => reflect(b, reflector, step));
    const x = new Float64Array(n);
    if (rank < n) {
      for (let r = 0; r < rank; r++) {
        let sum = b[r];
        for (let c = 0; c < r; c++) sum -= rows[r][c] * x[c];
        x[r] = sum / rows[r][r];
      }
      for (let step = rank - 1; step >= 0; step--) reflect(x, fromRight[step], step);
    } else {
      for (let r = rank - 1; r >= 0; r--) {
        let sum = b[r];
        for (let c = r + 1; c < n; c++) sum -= rows[r][c] * x[c];
        x[r] = sum / rows[r][r];
      }
    }
    const solution = new Float64Array(n);
    order.forEach((column, place) => (solution[column] = x[place]));
    return solution;
  };
}

/** Zeros up to `from`, values after it; `Float64Array.from` takes several times as long. */
function filled(length: number, from: number, value: (at: number) => number): Float64Array {
  const values = new Float64Array(length);
  for (let at = from; at < length; at++) values[at] = value(at);
  return values;
}

function tailNorm(column: Float64Array, from: number): number {
  let scale = 0;
  for (let r = from; r < column.length; r++) scale = Math.max(scale, Math.abs(column[r]));
  if (scale === 0) return 0;
  let sum = 0;
  for (let r = from; r < column.length; r++) sum += (column[r] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

function largestColumn(columns: readonly Float64Array[], from: number): number {
  let best = from;
  let norm = -1;
  for (let c = from; c < columns.length; c++) {
    const candidate = tailNorm(columns[c], from);
    if (candidate > norm) [best, norm] = [c, candidate];
  }
  return best;
}

/** The unit vector v of the reflection I − 2vvᵀ that maps the tail of a vector onto its first axis. */
function householder(vector: Float64Array, from: number): Float64Array {
  const v = vector.slice(from);
  const norm = tailNorm(v, 0);
  v[0] += v[0] >= 0 ? norm : -norm;
  const length = tailNorm(v, 0);
  return length === 0 ? v : v.map((value) => value / length);
}

function reflect(vector: Float64Array, reflector: Float64Array, from: number): void {
  let dot = 0;
  for (let r = 0; r < reflector.length; r++) dot += reflector[r] * vector[from + r];
  dot *= 2;
  for (let r = 0; r < reflector.length; r++) vector[from + r] -= dot * reflector[r];
}
