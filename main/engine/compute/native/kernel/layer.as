// One input of a layer over a block of samples, by whichever kernel its weights are laid out for: dense (all outputs), compact
// (the dense kernel on live outputs only, gathered and scattered by way of `spare`), or listed (edge by edge).
import { Active, Layer } from './structs';
import { denseBackward, denseBoth, denseForward, listedBackward, listedBoth, listedForward } from './tiles';

// @ts-ignore: decorator
@inline
function outputAt(input: Active, edge: i32): usize {
  return <usize>load<i32>(input.edges + (<usize>edge << 2)) << 3;
}

/**
 * Adds the input's edges to z.
 * @param spare room for a row of outputs for each sample.
 */
export function forward(
  layer: Layer,
  input: Active,
  records: usize,
  weights: usize,
  z: usize,
  spare: usize,
  count: i32,
): void {
  const order = layer.order;
  const stride = layer.recordStride;
  let w = weights + input.atWeights;
  if (input.edgeCount > 0) {
    for (let e = 0; e < input.edgeCount; e++) {
      listedForward(order, records, stride, w, layer.bases, z + outputAt(input, e), layer.subnodeBytes, count);
      w += input.edgeBytes;
    }
    return;
  }
  if (input.compactCount == 0) {
    denseForward(order, records, stride, w, layer.bases, layer.subnodeBytes, z, count);
    return;
  }
  memory.fill(spare, 0, <usize>count * input.compactBytes);
  denseForward(order, records, stride, w, layer.bases, input.compactBytes, spare, count);
  for (let r = 0; r < count; r++) {
    for (let e = 0; e < input.compactCount; e++) {
      const to = z + outputAt(input, e);
      store<f64>(to, load<f64>(to) + load<f64>(spare + (<usize>e << 3)));
    }
    z += layer.subnodeBytes;
    spare += input.compactBytes;
  }
}

/**
 * Adds to the gradient by the input's weights and, where gx is given, by the input.
 * @param sparsity coefficients of the sparsity terms, which listed edges of later layers take in here; 0 for none.
 * @param spare room for a row of outputs for each sample.
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
  spare: usize,
  count: i32,
): void {
  const order = layer.order;
  const stride = layer.recordStride;
  const bases = layer.bases;
  let rowBytes = layer.subnodeBytes;
  let w = weights + input.atWeights;
  let dw = grads + input.atWeights;
  const out = gx + (<usize>input.index << 3);
  if (input.edgeCount > 0) {
    let spread = sparsity == 0 ? 0 : sparsity + input.atSparsity;
    for (let e = 0; e < input.edgeCount; e++) {
      const from = gz + outputAt(input, e);
      if (gx == 0) listedBackward(order, records, stride, dw, bases, from, rowBytes, count);
      else listedBoth(order, records, stride, w, dw, bases, from, rowBytes, out, layer.inputBytes, spread, count);
      if (spread != 0) spread += 16;
      w += input.edgeBytes;
      dw += input.edgeBytes;
    }
    return;
  }
  if (input.compactCount > 0) {
    gather(input, gz, rowBytes, spare, count);
    gz = spare;
    rowBytes = input.compactBytes;
  }
  if (gx == 0) denseBackward(order, records, stride, dw, bases, rowBytes, gz, count);
  else denseBoth(order, records, stride, w, dw, bases, rowBytes, gz, out, layer.inputBytes, count);
}

/** Live outputs of each sample, one behind the other. */
function gather(input: Active, gz: usize, rowBytes: usize, to: usize, count: i32): void {
  for (let r = 0; r < count; r++) {
    store<f64>(to + input.compactBytes - 8, 0);
    for (let e = 0; e < input.compactCount; e++) {
      store<f64>(to + (<usize>e << 3), load<f64>(gz + outputAt(input, e)));
    }
    gz += rowBytes;
    to += input.compactBytes;
  }
}
