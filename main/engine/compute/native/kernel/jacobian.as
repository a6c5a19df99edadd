// Rows of the Jacobian, stored as runs: see gaussNewton.as.
import { fillRecords } from './basis';
import { Dense, GaussNewton, groupAt } from './gaussNewtonWork';
import { activeAt, inputsOf, layerAt, recordsOf, subnodesOf, forwardBlock } from './job';
import { backwardInput } from './layer';
import { batchRow, weightOf } from './loss';
import { nodesBackward } from './nodes';
import { Context, Layer, Symbolic } from './structs';
import { symbolicBackward } from './symbolic';
import { zero } from './zero';

/** Stores the rows of a block of samples. The block begins at sample `within` of its panel. */
export function storeBlock(
  context: Context,
  work: GaussNewton,
  thread: i32,
  first: i32,
  count: i32,
  within: i32,
  rows: usize,
  places: usize,
): void {
  const scratch = context.scratch + <usize>thread * context.scratchBytes;
  const own = work.scratch + <usize>thread * work.scratchBytes;
  forwardBlock(context, scratch, first, count);
  makeBases(context, work, scratch, own, first, count);
  for (let seed = 0; seed < work.seeds; seed++) {
    seedGradient(context, work, scratch, own, first, count, seed);
    backwardBlock(context, work, scratch, own, first, count);
    for (let r = 0; r < count; r++) {
      const index = <usize>((within + r) * work.seeds + seed);
      storeRow(context, work, scratch, own, first, r, rows + index * work.rowBytes, places + index * work.placeBytes);
    }
  }
}

/** Makes basis records of inputs with curves, whose own records hold no bases. */
function makeBases(context: Context, work: GaussNewton, scratch: usize, own: usize, first: i32, count: i32): void {
  for (let l = 1; l < context.layerCount; l++) {
    const layer = layerAt(context, l);
    const x = inputsOf(layer, scratch);
    for (let a = 0; a < layer.activeCount; a++) {
      const input = activeAt(layer, a);
      if (input.curveBytes == 0) continue;
      const to = own + work.atBases + input.atBases;
      fillRecords(layer, input, x + (<usize>input.index << 3), layer.inputBytes, to, layer.recordBytes, count, false);
    }
  }
}

/** Basis record of sample r of the block and the a-th active input. */
// @ts-ignore: decorator
@inline
function basesAt(
  context: Context,
  work: GaussNewton,
  layer: Layer,
  a: i32,
  l: i32,
  scratch: usize,
  own: usize,
  first: i32,
  r: i32,
): usize {
  const input = activeAt(layer, a);
  return input.curveBytes != 0
    ? own + work.atBases + input.atBases + <usize>r * layer.recordBytes
    : recordsOf(context, layer, a, l, scratch, first) + <usize>r * input.recordStride;
}

// @ts-ignore: decorator
@inline
function gzOf(work: GaussNewton, own: usize, l: i32): usize {
  return own + <usize>load<u32>(work.layerOffsets + (<usize>l << 3));
}

// @ts-ignore: decorator
@inline
function gyOf(work: GaussNewton, own: usize, l: i32): usize {
  return own + <usize>load<u32>(work.layerOffsets + (<usize>l << 3), 4);
}

/**
 * Gradient by the outputs of the seed-th row of each sample. The sum of JᵀJ over the seeds is the Gauss–Newton matrix.
 * Squared loss: √(2·scale·w)·e_o.
 * Cross-entropy: √(scale·w·p_o)·(e_o − p), since Σ p_o (e_o − p)(e_o − p)ᵀ = diag p − ppᵀ.
 */
function seedGradient(
  context: Context,
  work: GaussNewton,
  scratch: usize,
  own: usize,
  first: i32,
  count: i32,
  seed: i32,
): void {
  const last = context.layerCount - 1;
  const bytes = layerAt(context, last).nodeBytes;
  let y = scratch + context.atGy;
  let gy = gyOf(work, own, last);
  const outputs = context.outputs;
  for (let r = 0; r < count; r++) {
    const weight = weightOf(context, batchRow(context, first + r)) * context.scale;
    if (context.loss == 0) {
      for (let o = 0; o < outputs; o++) store<f64>(gy + (<usize>o << 3), o == seed ? Math.sqrt(2 * weight) : 0);
    } else if (context.loss == 2) {
      const tail = Math.exp(-Math.abs(load<f64>(y)));
      store<f64>(gy, Math.sqrt(weight * tail) / (1 + tail));
    } else {
      let high = load<f64>(y);
      for (let o = 1; o < outputs; o++) high = Math.max(high, load<f64>(y + (<usize>o << 3)));
      let sum: f64 = 0;
      for (let o = 0; o < outputs; o++) sum += Math.exp(load<f64>(y + (<usize>o << 3)) - high);
      const own = Math.exp(load<f64>(y + (<usize>seed << 3)) - high) / sum;
      const factor = Math.sqrt(weight * own);
      for (let o = 0; o < outputs; o++) {
        const probability = Math.exp(load<f64>(y + (<usize>o << 3)) - high) / sum;
        store<f64>(gy + (<usize>o << 3), factor * ((o == seed ? 1 : 0) - probability));
      }
    }
    y += bytes;
    gy += bytes;
  }
}

/** Gradients by z and y of every layer, from the gradient by the outputs. */
function backwardBlock(context: Context, work: GaussNewton, scratch: usize, own: usize, first: i32, count: i32): void {
  const weights = context.weights;
  const packed = own + work.atPacked;
  for (let l = context.layerCount - 1; l >= 0; l--) {
    const layer = layerAt(context, l);
    const gz = gzOf(work, own, l);
    nodesBackward(layer, weights, packed, subnodesOf(layer, scratch, first), gyOf(work, own, l), gz, count);
    if (l == 0) return;
    const gx = gyOf(work, own, l - 1);
    zero(gx, <usize>count * layer.inputBytes);
    for (let a = 0; a < layer.activeCount; a++) {
      backwardInput(layer, activeAt(layer, a), recordsOf(context, layer, a, l, scratch, first), weights, packed, gz, gx, 0, count);
    }
    if (layer.symbolicCount > 0) {
      symbolicBackward(layer, weights, packed, inputsOf(layer, scratch), gz, gx, count);
    }
  }
}

function storeRow(
  context: Context,
  work: GaussNewton,
  scratch: usize,
  own: usize,
  first: i32,
  r: i32,
  row: usize,
  places: usize,
): void {
  for (let g = 0; g < work.groupCount; g++) {
    const group = groupAt(work, g);
    const layer = layerAt(context, group.layer);
    const record = basesAt(context, work, layer, group.active, group.layer, scratch, own, first, r);
    const gz = gzOf(work, own, group.layer) + <usize>r * layer.subnodeBytes;
    const outputs = group.outputCount;
    // The group has a single output, and the seed does not depend on it: the run is left out.
    const idle = outputs == 1 && load<f64>(gz + (<usize>load<i32>(group.outputs) << 3)) == 0;
    store<i32>(places + (<usize>g << 2), idle ? -1 : load<i32>(record + layer.recordBytes - 8));
    const to = row + (<usize>group.at << 3);
    for (let n = 0; n < outputs; n++) {
      const output = load<i32>(group.outputs + (<usize>n << 2));
      const scale = load<f64>(work.params + (<usize>load<i32>(group.scales + (<usize>n << 2)) << 3));
      const g = scale * load<f64>(gz + (<usize>output << 3));
      for (let q = 0; q <= layer.order; q++) {
        store<f64>(to + (<usize>(q * outputs + n) << 3), g * load<f64>(record + (<usize>q << 3)));
      }
    }
  }
  store<i32>(places + (<usize>work.groupCount << 2), 0);
  if (work.nodeTerms != 0) nodeTerms(context, work, scratch, own, first, r);
  for (let d = 0; d < work.denseCount; d++) {
    const column = changetype<Dense>(work.dense + <usize>d * offsetof<Dense>());
    store<f64>(row + (<usize>(work.atDense + d) << 3), denseValue(context, work, scratch, own, first, r, column));
  }
}

function denseValue(
  context: Context,
  work: GaussNewton,
  scratch: usize,
  own: usize,
  first: i32,
  r: i32,
  column: Dense,
): f64 {
  if (column.kind == 2) {
    const packed = own + work.atPacked;
    return column.a * load<f64>(packed + column.at) + column.b * load<f64>(packed + column.second);
  }
  const layer = layerAt(context, column.layer);
  const record = basesAt(context, work, layer, column.active, column.layer, scratch, own, first, r);
  const g = load<f64>(gzOf(work, own, column.layer) + <usize>r * layer.subnodeBytes + (<usize>column.output << 3));
  if (column.kind == 0) return g * load<f64>(record + (<usize>(layer.order + 1) << 3));
  let at = work.params + column.at + (<usize>load<u32>(record + layer.recordBytes - 8) << 3);
  let spline: f64 = 0;
  for (let q = 0; q <= layer.order; q++) {
    spline += load<f64>(at) * load<f64>(record + (<usize>q << 3));
    at += 8;
  }
  return g * spline;
}

/** Gradient by node and symbolic terms of one sample, into the packed gradient. */
function nodeTerms(context: Context, work: GaussNewton, scratch: usize, own: usize, first: i32, r: i32): void {
  const packed = own + work.atPacked;
  const weights = context.weights;
  for (let l = 0; l < context.layerCount; l++) {
    const layer = layerAt(context, l);
    const gz = gzOf(work, own, l) + <usize>r * layer.subnodeBytes;
    zero(packed + layer.atAffine, 2 * layer.subnodeBytes + 2 * layer.nodeBytes);
    for (let e = 0; e < layer.symbolicCount; e++) {
      const edge = changetype<Symbolic>(layer.symbolic + <usize>e * offsetof<Symbolic>());
      zero(packed + edge.at, 48);
    }
    const z = subnodesOf(layer, scratch, first) + <usize>r * layer.subnodeBytes;
    nodesBackward(layer, weights, packed, z, gyOf(work, own, l) + <usize>r * layer.nodeBytes, gz, 1);
    if (layer.symbolicCount > 0) {
      symbolicBackward(layer, weights, packed, inputsOf(layer, scratch) + <usize>r * layer.inputBytes, gz, 0, 1);
    }
  }
}
