// Functions of one variable. Codes are those of functions.ts on the other side.

/** f(t); the conventions outside a function's domain are those of kan/functions.ts. */
export function valueOf(fn: i32, t: f64): f64 {
  switch (fn) {
    case 0: return 0;
    case 1: return t;
    case 2: return t * t;
    case 3: return t * t * t;
    case 4: return t * t * (t * t);
    case 5: return t * (t * t * (t * t));
    case 6: return 1 / t;
    case 7: return 1 / (t * t);
    case 8: return 1 / (t * t * t);
    case 9: return 1 / (t * t * (t * t));
    case 10: return 1 / (t * (t * t * (t * t)));
    case 11: return Math.sqrt(t);
    case 12: return t * Math.sqrt(t);
    case 13: return 1 / Math.sqrt(t);
    case 14: return Math.exp(t);
    case 15: return Math.log(t);
    case 16: return Math.abs(t);
    case 17: return Math.sin(t);
    case 18: return Math.cos(t);
    case 19: return Math.tan(t);
    case 20: return Math.tanh(t);
    case 21: return Math.sign(t);
    case 22: return Math.asin(t);
    case 23: return Math.acos(t);
    case 24: return Math.atan(t);
    case 25: return Math.atanh(t);
    case 26: return Math.exp(-t * t);
    case 27: return Math.sinh(t);
    case 28: return Math.cosh(t);
  }
  return NaN;
}

/** f'(t) */
export function slopeOf(fn: i32, t: f64): f64 {
  switch (fn) {
    case 0: return 0;
    case 1: return 1;
    case 2: return 2 * t;
    case 3: return 3 * t * t;
    case 4: return 4 * t * t * t;
    case 5: return 5 * (t * t * (t * t));
    case 6: return -1 / (t * t);
    case 7: return -2 / (t * t * t);
    case 8: return -3 / (t * t * (t * t));
    case 9: return -4 / (t * (t * t * (t * t)));
    case 10: return -5 / (t * t * t * (t * t * t));
    case 11: return 0.5 / Math.sqrt(t);
    case 12: return 1.5 * Math.sqrt(t);
    case 13: return -0.5 / (t * Math.sqrt(t));
    case 14: return Math.exp(t);
    case 15: return t > 0 ? 1 / t : NaN;
    case 16: return Math.sign(t);
    case 17: return Math.cos(t);
    case 18: return -Math.sin(t);
    case 19: { const cosine = Math.cos(t); return 1 / (cosine * cosine); }
    case 20: { const cosh = Math.cosh(t); return 1 / (cosh * cosh); }
    case 21: return 0;
    case 22: return 1 / Math.sqrt(1 - t * t);
    case 23: return -1 / Math.sqrt(1 - t * t);
    case 24: return 1 / (1 + t * t);
    case 25: return Math.abs(t) <= 1 ? 1 / (1 - t * t) : NaN;
    case 26: return -2 * t * Math.exp(-t * t);
    case 27: return Math.cosh(t);
    case 28: return Math.sinh(t);
  }
  return NaN;
}
