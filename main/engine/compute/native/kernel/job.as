// One chunk of a job on one thread. It takes one block after another: forward, loss and backward while the block is in
// the cache.
import { Cholesky, factorChunk } from './cholesky';
import { gatherChunk, jacobianChunk, outerChunk, sliceChunk } from './gaussNewton';
import { backwardInput, forward } from './layer';
import { fillCurveRecords, fillRecords } from './basis';
import { batchRow, lossOf } from './loss';
import { nodesBackward, nodesForward } from './nodes';
import { addStatistics, formsBackward, inputsBackward } from './statistics';
import {
  Active,
  Context,
  Layer,
  STEP_BACKWARD,
  STEP_FORWARD,
  STEP_LOSS,
  STEP_OUTPUT,
  STEP_RESUME,
  STEP_SPARSITY,
  STEP_STATISTICS,
} from './structs';
import { symbolicBackward, symbolicForward } from './symbolic';
import { zero } from './zero';

export const KIND_EVALUATE: i32 = 0;
export const KIND_RECORDS: i32 = 1;
export const KIND_JACOBIAN: i32 = 2;
export const KIND_OUTER: i32 = 3;
export const KIND_GATHER: i32 = 4;
export const KIND_FACTOR: i32 = 5;
export const KIND_SLICE: i32 = 6;

export function runChunk(kind: i32, job: usize, chunk: i32, thread: i32): void {
  const context = changetype<Context>(job);
  switch (kind) {
    case KIND_EVALUATE: evaluateChunk(context, chunk, thread); break;
    case KIND_RECORDS: recordsChunk(context, chunk); break;
    case KIND_JACOBIAN: jacobianChunk(context, chunk, thread); break;
    case KIND_OUTER: outerChunk(context, chunk, thread); break;
    case KIND_SLICE: sliceChunk(context, chunk, thread); break;
    case KIND_GATHER: gatherChunk(context, chunk); break;
    case KIND_FACTOR: factorChunk(changetype<Cholesky>(job), chunk); break;
    default: unreachable();
  }
}

// @ts-ignore: decorator
@inline
export function layerAt(context: Context, index: i32): Layer {
  return changetype<Layer>(context.layers + <usize>index * offsetof<Layer>());
}

// @ts-ignore: decorator
@inline
export function activeAt(layer: Layer, index: i32): Active {
  return changetype<Active>(layer.active + <usize>index * offsetof<Active>());
}

/** Fills the records of the first layer for one of its inputs: chunk = index among the active ones. */
function recordsChunk(context: Context, chunk: i32): void {
  const layer = layerAt(context, 0);
  const input = activeAt(layer, chunk);
  const column = context.inputs + ((<usize>input.index * <usize>context.batchRows) << 3);
  const records = layer.records + <usize>chunk * <usize>context.batchRows * input.recordStride;
  fillRecords(layer, input, column, 8, records, input.recordStride, context.batchRows, false);
}

function evaluateChunk(context: Context, chunk: i32, thread: i32): void {
  if (context.steps & STEP_RESUME) {
    // The blocks that the previous pass stored last are still in the cache.
    const chunkRows = context.blocksPerChunk * context.blockRows;
    chunk = (context.rows + chunkRows - 1) / chunkRows - 1 - chunk;
  }
  const scratch = context.scratch + <usize>thread * context.scratchBytes;
  const grads = context.grads + <usize>chunk * context.gradBytes;
  const stats = context.stats + <usize>chunk * context.statBytes;
  if (context.steps & STEP_BACKWARD) zero(grads, context.gradBytes);
  if (context.steps & STEP_STATISTICS) zero(stats, context.statsUsed);
  let loss: f64 = 0;
  const blockRows = context.blockRows;
  const end = min(context.rows, (chunk + 1) * context.blocksPerChunk * blockRows);
  for (let first = chunk * context.blocksPerChunk * blockRows; first < end; first += blockRows) {
    loss += evaluateBlock(context, scratch, grads, stats, first, min(blockRows, end - first));
  }
  store<f64>(context.losses + (<usize>chunk << 3), loss);
}

/**
 * Computes the outputs from the inputs; y of the last layer is in the scratch memory at atGy.
 * @returns false if the job ends with the outputs of a layer.
 */
function forwardSteps(context: Context, scratch: usize, stats: usize, first: i32, count: i32, derivatives: bool): bool {
  const last = context.layerCount - 1;
  const weights = context.weights;
  const values = context.steps & STEP_STATISTICS ? scratch + context.atValues : 0;
  for (let l = 0; l <= last; l++) {
    const layer = layerAt(context, l);
    const x = inputsOf(layer, scratch);
    const z = subnodesOf(layer, scratch, first);
    if (l == 0) loadInputs(context, layer, scratch, x, first, count);
    else if (!(context.steps & STEP_RESUME) || layer.keptRecords == 0) {
      makeRecords(context, layer, l, scratch, x, first, count, derivatives || layer.keptRecords != 0);
    }
    if (!(context.steps & STEP_RESUME)) {
      zero(z, <usize>count * layer.subnodeBytes);
      for (let a = 0; a < layer.activeCount; a++) {
        forward(layer, activeAt(layer, a), recordsOf(context, layer, a, l, scratch, first), weights, z, values, count);
      }
      if (layer.symbolicCount > 0) symbolicForward(layer, weights, x, z, values, count);
    }
    const y = l == last ? scratch + context.atGy : inputsOf(layerAt(context, l + 1), scratch);
    nodesForward(layer, weights, z, y, count);
    if ((context.steps & STEP_OUTPUT) != 0 && l == context.outputLayer) {
      storeOutputs(context, layer, y, first, count);
      return false;
    }
    if (context.steps & STEP_STATISTICS) addStatistics(context, layer, l, scratch, x, z, values, stats, first, count);
  }
  return true;
}

/** Does the same as {@link forwardSteps} with derivatives, without any other step. */
export function forwardBlock(context: Context, scratch: usize, first: i32, count: i32): void {
  forwardSteps(context, scratch, 0, first, count, true);
}

/** Records of a later layer for a block. */
function makeRecords(
  context: Context,
  layer: Layer,
  l: i32,
  scratch: usize,
  x: usize,
  first: i32,
  count: i32,
  derivatives: bool,
): void {
  for (let a = 0; a < layer.activeCount; a++) {
    const input = activeAt(layer, a);
    const to = recordsOf(context, layer, a, l, scratch, first);
    const from = x + (<usize>input.index << 3);
    const stride = input.recordStride;
    if (input.curveBytes != 0) fillCurveRecords(layer, input, from, layer.inputBytes, to, stride, count);
    else fillRecords(layer, input, from, layer.inputBytes, to, stride, count, derivatives);
  }
}

function evaluateBlock(
  context: Context,
  scratch: usize,
  grads: usize,
  stats: usize,
  first: i32,
  count: i32,
): f64 {
  const last = context.layerCount - 1;
  const weights = context.weights;
  if (!forwardSteps(context, scratch, stats, first, count, (context.steps & STEP_BACKWARD) != 0)) return 0;
  if (!(context.steps & STEP_LOSS)) return 0;
  const outputs = layerAt(context, last);
  let gy = scratch + context.atGy;
  let gx = scratch + context.atGx;
  const loss = lossOf(context, gy, gy, outputs.nodeBytes, first, count);
  if (!(context.steps & STEP_BACKWARD)) return loss;
  const gz = scratch + context.atGz;
  for (let l = last; l >= 0; l--) {
    const layer = layerAt(context, l);
    const x = inputsOf(layer, scratch);
    nodesBackward(layer, weights, grads, subnodesOf(layer, scratch, first), gy, gz, count);
    const sparsity = context.steps & STEP_SPARSITY ? context.sparsity : 0;
    const to = l > 0 ? gx : 0;
    if (to != 0) {
      if (sparsity != 0 && context.hiddenStatistics != 0) inputsBackward(layer, sparsity, x, to, count);
      else zero(to, <usize>count * layer.inputBytes);
    }
    for (let a = 0; a < layer.activeCount; a++) {
      const input = activeAt(layer, a);
      const records = recordsOf(context, layer, a, l, scratch, first);
      backwardInput(layer, input, records, weights, grads, gz, to, sparsity, count);
    }
    if (layer.symbolicCount > 0) symbolicBackward(layer, weights, grads, x, gz, to, count);
    if (sparsity != 0 && to != 0) formsBackward(context, layer, l, scratch, to, first, count);
    const spent = gy;
    gy = gx;
    gx = spent;
  }
  return loss;
}

/** Inputs of a layer for the block, [sample][input]. */
// @ts-ignore: decorator
@inline
export function inputsOf(layer: Layer, scratch: usize): usize {
  return scratch + layer.atX;
}

/** Subnodes of a layer for the block, [sample][subnode]. */
// @ts-ignore: decorator
@inline
export function subnodesOf(layer: Layer, scratch: usize, first: i32): usize {
  return layer.keptZ != 0 ? layer.keptZ + <usize>first * layer.subnodeBytes : scratch + layer.atZ;
}

/** Records of the a-th active input for the block. */
// @ts-ignore: decorator
@inline
export function recordsOf(context: Context, layer: Layer, a: i32, l: i32, scratch: usize, first: i32): usize {
  const input = activeAt(layer, a);
  if (l == 0 && layer.records != 0 && context.rowIndex == 0) {
    return layer.records + (<usize>a * <usize>context.batchRows + <usize>first) * input.recordStride;
  }
  // Blocks are stored one after another; inside a block, the records are ordered by input.
  const records =
    layer.keptRecords != 0 ? layer.keptRecords + <usize>first * layer.recordsBytes : scratch + layer.atRecords;
  return records + input.atRecords;
}

/**
 * Copies the batch's rows of a block in order. Symbolic edges and statistics need x; a mini-batch needs its records.
 */
function loadInputs(context: Context, layer: Layer, scratch: usize, x: usize, first: i32, count: i32): void {
  const measured = (context.steps & STEP_STATISTICS) != 0 && context.inputStatistics != 0;
  if (layer.symbolicCount > 0 || layer.records == 0 || measured) {
    for (let i = 0; i < layer.inputs; i++) {
      const column = context.inputs + ((<usize>i * <usize>context.batchRows) << 3);
      let to = x + (<usize>i << 3);
      for (let r = 0; r < count; r++) {
        store<f64>(to, load<f64>(column + (<usize>batchRow(context, first + r) << 3)));
        to += layer.inputBytes;
      }
    }
  }
  if (layer.records != 0 && context.rowIndex == 0) return;
  for (let a = 0; a < layer.activeCount; a++) {
    const input = activeAt(layer, a);
    const stride = input.recordStride;
    let to = scratch + layer.atRecords + input.atRecords;
    if (layer.records == 0) {
      fillRecords(layer, input, x + (<usize>input.index << 3), layer.inputBytes, to, stride, count, false);
      continue;
    }
    const from = layer.records + <usize>a * <usize>context.batchRows * stride;
    for (let r = 0; r < count; r++) {
      const record = from + <usize>batchRow(context, first + r) * stride;
      for (let at: usize = 0; at < stride; at += 16) v128.store(to + at, v128.load(record + at));
      to += stride;
    }
  }
}

/** Writes the nodes of a block as [node][sample]. */
function storeOutputs(context: Context, layer: Layer, y: usize, first: i32, count: i32): void {
  for (let n = 0; n < layer.nodes; n++) {
    let from = y + (<usize>n << 3);
    let to = context.output + ((<usize>n * <usize>context.rows + <usize>first) << 3);
    for (let r = 0; r < count; r++) {
      store<f64>(to, load<f64>(from));
      from += layer.nodeBytes;
      to += 8;
    }
  }
}
