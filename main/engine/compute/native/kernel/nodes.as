// From subnodes to nodes and back: affine terms and products. Node terms are packed in this order: subnode scale,
// subnode bias [subnode], node scale, node bias [node]. For the sums, both scales and both biases are also combined
// into one scale and one bias [node].
import { Layer } from './structs';

/** y from z for `count` samples. */
export function nodesForward(layer: Layer, weights: usize, z: usize, y: usize, count: i32): void {
  const affine = weights + layer.atAffine;
  const zBytes = layer.subnodeBytes;
  const yBytes = layer.nodeBytes;
  const foldedScale = affine + 2 * zBytes + 2 * yBytes;
  const foldedBias = foldedScale + yBytes;
  const sumBytes = (<usize>(layer.sums + 1) & ~1) << 3;
  for (let r = 0; r < count; r++) {
    for (let j: usize = 0; j < sumBytes; j += 16) {
      v128.store(
        y + j,
        f64x2.add(f64x2.mul(v128.load(z + j), v128.load(foldedScale + j)), v128.load(foldedBias + j)),
      );
    }
    if (layer.multiplications > 0) {
      let at: usize = <usize>layer.sums << 3;
      for (let n = 0; n < layer.multiplications; n++) {
        const arity = load<i32>(layer.arities + (<usize>n << 2));
        let product: f64 = 1;
        for (let f = 0; f < arity; f++) {
          product *= load<f64>(affine + at) * load<f64>(z + at) + load<f64>(affine + zBytes + at);
          at += 8;
        }
        const node = (<usize>(layer.sums + n)) << 3;
        const scale = load<f64>(affine + 2 * zBytes + node);
        const bias = load<f64>(affine + 2 * zBytes + yBytes + node);
        store<f64>(y + node, scale * product + bias);
      }
    }
    z += zBytes;
    y += yBytes;
  }
}

/**
 * Gradient by z from the gradient by y. Adds to the gradient: by subnode Σ g·z and Σ g (for a sum, g is the gradient by y;
 * for a factor, by u), by multiplication node Σ g·product and Σ g.
 */
export function nodesBackward(
  layer: Layer,
  weights: usize,
  grads: usize,
  z: usize,
  gy: usize,
  gz: usize,
  count: i32,
): void {
  const affine = weights + layer.atAffine;
  const sums = grads + layer.atAffine;
  const zBytes = layer.subnodeBytes;
  const yBytes = layer.nodeBytes;
  const foldedScale = affine + 2 * zBytes + 2 * yBytes;
  const sumBytes = (<usize>(layer.sums + 1) & ~1) << 3;
  for (let j: usize = 0; j < sumBytes; j += 16) {
    const scale = v128.load(foldedScale + j);
    let byScale = v128.load(sums + j);
    let byBias = v128.load(sums + zBytes + j);
    let gAt = gy + j;
    let zAt = z + j;
    let out = gz + j;
    // With an odd number of sums, the last lane belongs to a factor.
    const lanes = (j >> 3) + 1 < <usize>layer.sums ? i64x2.splat(-1) : i64x2(-1, 0);
    for (let r = 0; r < count; r++) {
      const g = v128.and(v128.load(gAt), lanes);
      byBias = f64x2.add(byBias, g);
      byScale = f64x2.add(byScale, f64x2.mul(g, v128.load(zAt)));
      v128.store(out, f64x2.mul(g, scale));
      gAt += yBytes;
      zAt += zBytes;
      out += zBytes;
    }
    v128.store(sums + j, byScale);
    v128.store(sums + zBytes + j, byBias);
  }
  if (layer.multiplications > 0) productsBackward(layer, affine, sums, z, gy, gz, count);
}

function productsBackward(
  layer: Layer,
  affine: usize,
  sums: usize,
  z: usize,
  gy: usize,
  gz: usize,
  count: i32,
): void {
  const zBytes = layer.subnodeBytes;
  const yBytes = layer.nodeBytes;
  const first: usize = <usize>layer.sums << 3;
  for (let r = 0; r < count; r++) {
    // If the number of subnodes is odd, the dense kernel also reads the padding.
    store<f64>(gz + zBytes - 8, 0);
    let at = first;
    for (let n = 0; n < layer.multiplications; n++) {
      const arity = load<i32>(layer.arities + (<usize>n << 2));
      const node = (<usize>(layer.sums + n)) << 3;
      const g = load<f64>(gy + node);
      const byProduct = g * load<f64>(affine + 2 * zBytes + node);
      let product: f64 = 1;
      for (let f = 0; f < arity; f++) {
        const own = at + (<usize>f << 3);
        let others: f64 = 1;
        for (let o = 0; o < arity; o++) {
          const other = at + (<usize>o << 3);
          const u = load<f64>(affine + other) * load<f64>(z + other) + load<f64>(affine + zBytes + other);
          if (o == f) continue;
          others *= u;
        }
        const u = load<f64>(affine + own) * load<f64>(z + own) + load<f64>(affine + zBytes + own);
        product *= u;
        const gu = byProduct * others;
        store<f64>(sums + own, load<f64>(sums + own) + gu * load<f64>(z + own));
        store<f64>(sums + zBytes + own, load<f64>(sums + zBytes + own) + gu);
        store<f64>(gz + own, gu * load<f64>(affine + own));
      }
      store<f64>(sums + 2 * zBytes + node, load<f64>(sums + 2 * zBytes + node) + g * product);
      store<f64>(sums + 2 * zBytes + yBytes + node, load<f64>(sums + 2 * zBytes + yBytes + node) + g);
      at += <usize>arity << 3;
    }
    z += zBytes;
    gy += yBytes;
    gz += zBytes;
  }
}
