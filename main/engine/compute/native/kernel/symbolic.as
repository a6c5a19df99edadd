// Symbolic edges c·f(a·x + b) + d. Codes of the functions are those of functions.ts on the other side.
import { Layer, Symbolic } from './structs';

/** f(t); the conventions outside a function's domain are those of kan/functions.ts. */
function valueOf(fn: i32, t: f64): f64 {
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
  }
  return NaN;
}

function slopeOf(fn: i32, t: f64): f64 {
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
  }
  return NaN;
}

/** f'(t), 0 where it is not finite although f(t) is. */
export function guardedSlope(fn: i32, t: f64): f64 {
  const slope = slopeOf(fn, t);
  return isFinite(slope) || !isFinite(valueOf(fn, t)) ? slope : 0;
}

/** Value of an edge at x. */
export function symbolicValue(edge: Symbolic, weights: usize, x: f64): f64 {
  const at = weights + edge.at;
  return load<f64>(at, 16) * valueOf(edge.fn, load<f64>(at) * x + load<f64>(at, 8)) + load<f64>(at, 24);
}

/** Adds the symbolic edges to z. */
export function symbolicForward(layer: Layer, weights: usize, x: usize, z: usize, count: i32): void {
  for (let e = 0; e < layer.symbolicCount; e++) {
    const edge = changetype<Symbolic>(layer.symbolic + <usize>e * offsetof<Symbolic>());
    let xAt = x + (<usize>edge.input << 3);
    let zAt = z + (<usize>edge.output << 3);
    for (let r = 0; r < count; r++) {
      store<f64>(zAt, load<f64>(zAt) + symbolicValue(edge, weights, load<f64>(xAt)));
      xAt += layer.inputBytes;
      zAt += layer.subnodeBytes;
    }
  }
}

/** Adds to the gradient by a, b, c, d, and by x where gx is given. */
export function symbolicBackward(
  layer: Layer,
  weights: usize,
  grads: usize,
  x: usize,
  gz: usize,
  gx: usize,
  count: i32,
): void {
  for (let e = 0; e < layer.symbolicCount; e++) {
    const edge = changetype<Symbolic>(layer.symbolic + <usize>e * offsetof<Symbolic>());
    const a = load<f64>(weights + edge.at);
    const b = load<f64>(weights + edge.at, 8);
    const scale = load<f64>(weights + edge.at, 16);
    const bias = load<f64>(weights + edge.at, 24);
    const spreadSlope = load<f64>(weights + edge.at, 32);
    const mean = load<f64>(weights + edge.at, 40);
    let xAt = x + (<usize>edge.input << 3);
    let gAt = gz + (<usize>edge.output << 3);
    let out = gx + (<usize>edge.input << 3);
    let byA: f64 = 0;
    let byB: f64 = 0;
    let byC: f64 = 0;
    let byD: f64 = 0;
    for (let r = 0; r < count; r++) {
      const at = load<f64>(xAt);
      const inner = a * at + b;
      const value = valueOf(edge.fn, inner);
      let g = load<f64>(gAt);
      if (spreadSlope != 0) g += spreadSlope * (scale * value + bias - mean);
      const byInner = g * scale * guardedSlope(edge.fn, inner);
      byA += byInner * at;
      byB += byInner;
      byC += g * value;
      byD += g;
      if (gx != 0) {
        store<f64>(out, load<f64>(out) + byInner * a);
        out += layer.inputBytes;
      }
      xAt += layer.inputBytes;
      gAt += layer.subnodeBytes;
    }
    const to = grads + edge.at;
    store<f64>(to, load<f64>(to) + byA);
    store<f64>(to, load<f64>(to, 8) + byB, 8);
    store<f64>(to, load<f64>(to, 16) + byC, 16);
    store<f64>(to, load<f64>(to, 24) + byD, 24);
  }
}
