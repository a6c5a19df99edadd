// exp and the residual function, two samples at a time.

const LOG2E: f64 = 1.4426950408889634;
// @ts-ignore: decorator
@inline const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

// @ts-ignore: decorator
@inline
function c(x: f64): v128 {
  return f64x2.splat(x);
}

// @ts-ignore: decorator
@inline
function fma(a: v128, b: v128, d: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), d);
}

/**
 * e^x to about one unit in the last place, for x clamped to ±708: 2^n · e^r with |r| ≤ ln 2 / 2, and e^r by its Taylor
 * polynomial of degree 13 (truncation below 1e-17) in Estrin's order.
 */
// @ts-ignore: decorator
@inline
export function exp2x(x: v128): v128 {
  // The pseudo-minimum is one instruction, and keeps a NaN that comes first.
  x = f64x2.pmax(f64x2.pmin(x, c(708)), c(-708));
  const n = f64x2.nearest(f64x2.mul(x, c(LOG2E)));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(n, c(LN2_HIGH))), f64x2.mul(n, c(LN2_LOW)));
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const r8 = f64x2.mul(r4, r4);
  const p01 = f64x2.add(c(1), r);
  const p23 = fma(r, c(1.0 / 6.0), c(0.5));
  const p45 = fma(r, c(1.0 / 120.0), c(1.0 / 24.0));
  const p67 = fma(r, c(1.0 / 5040.0), c(1.0 / 720.0));
  const p89 = fma(r, c(1.0 / 362880.0), c(1.0 / 40320.0));
  const pab = fma(r, c(1.0 / 39916800.0), c(1.0 / 3628800.0));
  const pcd = fma(r, c(1.0 / 6227020800.0), c(1.0 / 479001600.0));
  const low = fma(r4, fma(r2, p67, p45), fma(r2, p23, p01));
  const high = fma(r4, pcd, fma(r2, pab, p89));
  const e = fma(r8, high, low);
  // 2^n: the integer n sits in the low bits of n + 1.5·2^52.
  const bits = f64x2.add(n, c(6755399441055744.0 + 1023.0));
  return f64x2.mul(e, i64x2.shl(bits, 52));
}

/** Logistic function. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  return f64x2.div(c(1), f64x2.add(c(1), exp2x(f64x2.neg(x))));
}
