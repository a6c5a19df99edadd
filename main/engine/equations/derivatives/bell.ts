/**
 * Derivatives of compositions φ(z(s)) by Faà di Bruno's formula, and their adjoints; directional.ts says how. All arrays
 * of Bell polynomials are [n][m] with `stride` numbers in a row.
 */

/** Bₙₘ = Σⱼ C(n − 1, j − 1)·z⁽ʲ⁾·Bₙ₋ⱼ,ₘ₋₁, with B₀₀ = 1. @param z derivatives of the inner function from index `at` */
export function bellPolynomials(
  z: Float64Array,
  at: number,
  order: number,
  stride: number,
  choose: Float64Array,
  out: Float64Array,
): void {
  out.fill(0);
  out[0] = 1;
  for (let n = 1; n <= order; n++) {
    for (let m = 1; m <= n; m++) {
      let sum = 0;
      for (let j = 1; j <= n - m + 1; j++) {
        sum += choose[(n - 1) * stride + j - 1] * z[at + j] * out[(n - j) * stride + m - 1];
      }
      out[n * stride + m] = sum;
    }
  }
}

/** C(n, j), [n][j] with depth + 1 numbers in a row. */
export function binomials(depth: number): Float64Array {
  const stride = depth + 1;
  const out = new Float64Array(stride * stride);
  for (let n = 0; n <= depth; n++) {
    out[n * stride] = 1;
    for (let j = 1; j <= n; j++)
      out[n * stride + j] = out[(n - 1) * stride + j - 1] + (j < n ? out[(n - 1) * stride + j] : 0);
  }
  return out;
}
