// exp and the gate of the base functions, two samples at a time.

import { powersOfTwo } from './powers';
import { Active } from './structs';

const STEPS_PER_UNIT: f64 = 92.33248261689366; // 64 / ln 2
// @ts-ignore: decorator
@inline const STEP_HIGH: f64 = 0.01083042286336422; // ln 2 / 64, its leading digits and the rest
// @ts-ignore: decorator
@inline const STEP_LOW: f64 = 1.8328849257941169e-9;
/** 1.5 · 2^52. Adding it to a number rounds the number, and the low bits then hold the integer. */
// @ts-ignore: decorator
@inline const ROUNDER: f64 = 6755399441055744.0;

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
 * e^x to about one unit in the last place, with x clamped to ±708: 2^(n/64) · e^r with |r| ≤ ln 2 / 128. The first
 * factor comes from a table of 64 powers and the exponent's bits. e^r comes from its Taylor polynomial of degree 5
 * (truncation error below 4e-17).
 */
// @ts-ignore: decorator
@inline
export function exp2x(x: v128): v128 {
  // The pseudo-minimum is one instruction, and returns NaN if its first operand is NaN.
  x = f64x2.pmax(f64x2.pmin(x, c(708)), c(-708));
  const bits = f64x2.add(f64x2.mul(x, c(STEPS_PER_UNIT)), c(ROUNDER));
  const n = f64x2.sub(bits, c(ROUNDER));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(n, c(STEP_HIGH))), f64x2.mul(n, c(STEP_LOW)));
  const low = (<usize>i64x2.extract_lane(bits, 0) & 63) << 3;
  const high = (<usize>i64x2.extract_lane(bits, 1) & 63) << 3;
  const power = v128.load64_lane(powersOfTwo + high, v128.load64_zero(powersOfTwo + low), 1);
  // Whole powers of two: n without its last six bits is moved to the bits of the exponent.
  const scale = i64x2.add(power, i64x2.shl(v128.and(bits, i64x2.splat(~63)), 46));
  const r2 = f64x2.mul(r, r);
  const p23 = fma(r, c(1.0 / 6.0), c(0.5));
  const p45 = fma(r, c(1.0 / 120.0), c(1.0 / 24.0));
  const tail = f64x2.add(r, f64x2.mul(r2, fma(r2, p45, p23)));
  return fma(scale, tail, scale);
}

/** The gate s of an input's base function x·s(x): the logistic function; 1 if the shift is −∞; 0 if the factor is 0. */
// @ts-ignore: decorator
@inline
export function gateOf(input: Active, x: v128): v128 {
  return f64x2.div(c(input.gateFactor), f64x2.add(c(1), exp2x(f64x2.sub(c(input.gateShift), x))));
}
