// One input of a layer over a block of samples, by whichever kernel its weights are laid out for.
import { Active, Layer } from './structs';
import { denseBackward, denseBoth, denseForward, listedBackward, listedBoth, listedForward } from './tiles';

/** Adds the input's edges to z. */
export function forward(layer: Layer, input: Active, records: usize, weights: usize, z: usize, count: i32): void {
  const stride = layer.recordStride;
  let w = weights + input.atWeights;
  if (input.edgeCount == 0) {
    denseForward(layer.order, records, stride, w, layer.bases, layer.subnodeBytes, z, count);
    return;
  }
  for (let e = 0; e < input.edgeCount; e++) {
    const to = z + (<usize>load<i32>(input.edges + (<usize>e << 2)) << 3);
    listedForward(layer.order, records, stride, w, layer.bases, to, layer.subnodeBytes, count);
    w += input.edgeBytes;
  }
}

/**
 * Adds to the gradient by the input's weights and, where gx is given, by the input.
 * @param sparsity coefficients of the sparsity terms, which listed edges of later layers take in here; 0 for none.
 */
export function backwardInput(
  layer: Layer,
  input: Active,
  records: usize,
  weights: usize,
  grads: usize,
  gz: usize,
  gx: usize,
  sparsity: usize,
  count: i32,
): void {
  const order = layer.order;
  const stride = layer.recordStride;
  const rowBytes = layer.subnodeBytes;
  let w = weights + input.atWeights;
  let dw = grads + input.atWeights;
  const out = gx + (<usize>input.index << 3);
  let spread = sparsity == 0 ? 0 : sparsity + input.atSparsity;
  if (input.edgeCount == 0) {
    if (gx == 0) denseBackward(order, records, stride, dw, layer.bases, rowBytes, gz, count);
    else denseBoth(order, records, stride, w, dw, layer.bases, rowBytes, gz, out, layer.inputBytes, count);
    return;
  }
  for (let e = 0; e < input.edgeCount; e++) {
    const from = gz + (<usize>load<i32>(input.edges + (<usize>e << 2)) << 3);
    if (gx == 0) listedBackward(order, records, stride, dw, layer.bases, from, rowBytes, count);
    else listedBoth(order, records, stride, w, dw, layer.bases, from, rowBytes, out, layer.inputBytes, spread, count);
    if (spread != 0) spread += 16;
    w += input.edgeBytes;
    dw += input.edgeBytes;
  }
}
