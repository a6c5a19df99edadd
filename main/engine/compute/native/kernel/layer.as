// One input of a layer for a block of samples. The layout of its weights decides which kernel is used: dense (all
// outputs), gathered (live outputs only, two at a time), or listed (edge by edge).
import { Active, Layer } from './structs';
import {
  denseBackward,
  denseBoth,
  denseForward,
  curveBackward,
  curveForward,
  gatheredBackward,
  gatheredBoth,
  gatheredForward,
  listedBackward,
  listedForward,
} from './tiles';

// @ts-ignore: decorator
@inline
function outputAt(input: Active, edge: i32): usize {
  return <usize>load<u32>(input.edges + (<usize>edge << 2));
}

/**
 * Adds the input's edges to z.
 * @param values address that also receives the values of edges with curves, [sample][edge]; 0 if they are not needed.
 */
export function forward(
  layer: Layer,
  input: Active,
  records: usize,
  weights: usize,
  z: usize,
  values: usize,
  count: i32,
): void {
  const order = layer.order;
  const stride = input.recordStride;
  let w = weights + input.atWeights;
  if (input.edgeCount > 0) {
    let curve = weights + input.atCurves;
    if (values != 0) values += input.atValues;
    for (let e = 0; e < input.edgeCount; e++) {
      const to = z + outputAt(input, e);
      if (input.curveBytes != 0) {
        const residual = load<f64>(w + (<usize>layer.bases << 3));
        curveForward(order, records, curve, residual, to, layer.subnodeBytes, values, layer.valueBytes, count);
        curve += input.curveBytes;
        if (values != 0) values += 8;
      } else listedForward(order, records, stride, w, layer.bases, to, layer.subnodeBytes, count);
      w += input.edgeBytes;
    }
    return;
  }
  const rowBytes = input.rowBytes;
  if (input.gathered == 0) denseForward(order, records, stride, w, layer.bases, rowBytes, z, count);
  else gatheredForward(order, records, stride, w, layer.bases, rowBytes, input.edges, layer.subnodeBytes, z, count);
}

/**
 * Adds to the gradient by the input's weights and, if gx is given, to the gradient by the input.
 * @param sparsity coefficients of the sparsity terms, which edges with curves add here; 0 for none.
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
  const stride = input.recordStride;
  const bases = layer.bases;
  const zBytes = layer.subnodeBytes;
  let w = weights + input.atWeights;
  let dw = grads + input.atWeights;
  const out = gx + (<usize>input.index << 3);
  if (input.edgeCount > 0) {
    let spread: usize = sparsity == 0 ? 0 : sparsity + input.atSparsity;
    let at = input.atCurves;
    const atResidual = <usize>bases << 3;
    for (let e = 0; e < input.edgeCount; e++) {
      const from = gz + outputAt(input, e);
      if (input.curveBytes == 0) listedBackward(order, records, stride, dw, bases, from, zBytes, count);
      else {
        const residual = load<f64>(w + atResidual);
        const table = input.table;
        const xBytes = layer.inputBytes;
        const byResidual = curveBackward(
          order, records, table, weights + at, grads + at, residual, from, zBytes, out, xBytes, spread, count,
        );
        store<f64>(dw + atResidual, load<f64>(dw + atResidual) + byResidual);
      }
      if (spread != 0) spread += 16;
      at += input.curveBytes;
      w += input.edgeBytes;
      dw += input.edgeBytes;
    }
    return;
  }
  const rowBytes = input.rowBytes;
  const edges = input.edges;
  if (input.gathered == 0) {
    if (gx == 0) denseBackward(order, records, stride, dw, bases, rowBytes, gz, count);
    else denseBoth(order, records, stride, w, dw, bases, rowBytes, gz, out, layer.inputBytes, count);
  } else if (gx == 0) {
    gatheredBackward(order, records, stride, dw, bases, rowBytes, edges, zBytes, gz, count);
  } else {
    gatheredBoth(order, records, stride, w, dw, bases, rowBytes, edges, zBytes, gz, out, layer.inputBytes, count);
  }
}
