// Symbolic edges c·f(a·x + b) + d.
import { formulaValue } from './formula';
import { slopeOf, valueOf } from './functions';
import { Layer, Symbolic } from './structs';

// @ts-ignore: decorator
@inline
function valueAt(edge: Symbolic, t: f64): f64 {
  return edge.formula == 0 ? valueOf(edge.fn, t) : formulaValue(edge.formula, t);
}

/** f'(t), or 0 if it is not finite while the value f(t) is. */
// @ts-ignore: decorator
@inline
function guardedSlope(edge: Symbolic, t: f64, value: f64): f64 {
  const slope = edge.formula == 0 ? slopeOf(edge.fn, t) : formulaValue(edge.slope, t);
  return isFinite(slope) || !isFinite(value) ? slope : 0;
}

/** Value of an edge at x. */
function symbolicValue(edge: Symbolic, weights: usize, x: f64): f64 {
  const at = weights + edge.at;
  return load<f64>(at, 16) * valueAt(edge, load<f64>(at) * x + load<f64>(at, 8)) + load<f64>(at, 24);
}

/**
 * Adds the symbolic edges to z.
 * @param values address that also receives the edges' values, [sample][edge]; 0 if they are not needed.
 */
export function symbolicForward(layer: Layer, weights: usize, x: usize, z: usize, values: usize, count: i32): void {
  let column = values + (<usize>(layer.valueCount - layer.symbolicCount) << 3);
  for (let e = 0; e < layer.symbolicCount; e++) {
    const edge = changetype<Symbolic>(layer.symbolic + <usize>e * offsetof<Symbolic>());
    let xAt = x + (<usize>edge.input << 3);
    let zAt = z + (<usize>edge.output << 3);
    let to = column;
    for (let r = 0; r < count; r++) {
      const value = symbolicValue(edge, weights, load<f64>(xAt));
      store<f64>(zAt, load<f64>(zAt) + value);
      if (values != 0) store<f64>(to, value);
      xAt += layer.inputBytes;
      zAt += layer.subnodeBytes;
      to += layer.valueBytes;
    }
    column += 8;
  }
}

/** Adds to the gradient by a, b, c, d and, if gx is given, to the gradient by x. */
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
      const value = valueAt(edge, inner);
      let g = load<f64>(gAt);
      if (spreadSlope != 0) g += spreadSlope * (scale * value + bias - mean);
      const byInner = g * scale * guardedSlope(edge, inner, value);
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
