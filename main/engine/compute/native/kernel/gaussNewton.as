// The Gauss–Newton matrix. A row of the Jacobian belongs to a sample and a seed at the outputs. In it an input of a layer
// contributes one run of k + 1 bases × its outputs, at a place that depends on the span; what is never zero (residuals, scales,
// node and symbolic terms) makes a last run. Columns are ordered so that each run is contiguous: by input [basis][output],
// then the rest. Rows are kept as their runs only; the matrix is the sum of the outer products of runs.
import { activeAt, inputsOf, layerAt, recordsOf, subnodesOf, forwardBlock } from './job';
import { backwardInput } from './layer';
import { nodesBackward } from './nodes';
import { batchRow, weightOf } from './loss';
import { Context } from './structs';
import { symbolicBackward } from './symbolic';

@unmanaged
export class GaussNewton {
  groups: usize;
  groupCount: i32;
  /** What is never zero. */
  dense: usize;
  denseCount: i32;
  /** Position of the dense run in a stored row, its first column, its padded length. */
  atDense: i32;
  denseColumn: i32;
  /** Stored rows, the column of each run of each row, and their strides. */
  rows: usize;
  rowBytes: usize;
  columns: usize;
  columnBytes: usize;
  /** Samples of the panel in work. */
  first: i32;
  count: i32;
  seeds: i32;
  /** Whether any dense column needs the gradient of node or symbolic terms sample by sample. */
  nodeTerms: i32;
  /** The model's own parameters. */
  params: usize;
  /** Working matrix and its row. */
  matrix: usize;
  matrixBytes: usize;
  size: i32;
  /** Per thread: gradients by z and by y of each layer for a block, a packed gradient. */
  scratch: usize;
  scratchBytes: usize;
  atPacked: usize;
  /** Offsets in the scratch, two words a layer: by z, by y. */
  layerOffsets: usize;
  /** The matrix asked for: working column of each free parameter, how many, where. */
  order: usize;
  orderCount: i32;
  result: usize;
}

/** An input with free spline coefficients, or in the last layer one of its edges. */
@unmanaged
class Group {
  layer: i32;
  active: i32;
  outputs: usize;
  outputCount: i32;
  /** Offset in the parameters of each output's spline scale. */
  scales: usize;
  /** Position in a stored row, first column. */
  at: i32;
  column: i32;
}

/** A column that is never zero. kind 0: residual, 1: spline scale; 2: a·S + b·T of two packed slots. */
@unmanaged
class Dense {
  kind: i32;
  layer: i32;
  active: i32;
  output: i32;
  /** kind 1: offset of the coefficients in the parameters; kind 2: offsets in the packed gradient. */
  at: usize;
  second: usize;
  a: f64;
  b: f64;
}

// @ts-ignore: decorator
@inline
function groupAt(work: GaussNewton, g: i32): Group {
  return changetype<Group>(work.groups + <usize>g * offsetof<Group>());
}

/** Stored rows of one block of samples: chunk = block within the panel. */
export function jacobianChunk(context: Context, chunk: i32, thread: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  const scratch = context.scratch + <usize>thread * context.scratchBytes;
  const own = work.scratch + <usize>thread * work.scratchBytes;
  const within = chunk * context.blockRows;
  const first = work.first + within;
  const count = min(context.blockRows, work.count - within);
  forwardBlock(context, scratch, first, count);
  for (let seed = 0; seed < work.seeds; seed++) {
    seedGradient(context, work, scratch, own, first, count, seed);
    backwardBlock(context, work, scratch, own, first, count);
    for (let r = 0; r < count; r++) {
      const index = (within + r) * work.seeds + seed;
      storeRow(context, work, scratch, own, first, r, index);
    }
  }
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
 * Gradient by the outputs of the seed-th row of each sample, such that the sum of JᵀJ over the seeds is the Gauss–Newton matrix:
 * squared loss √(2·scale·w)·e_o; cross-entropy √(scale·w·p_o)·(e_o − p), since Σ p_o (e_o − p)(e_o − p)ᵀ = diag p − ppᵀ.
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

/** Gradients by z and y of every layer, from that by the outputs. */
function backwardBlock(context: Context, work: GaussNewton, scratch: usize, own: usize, first: i32, count: i32): void {
  const weights = context.weights;
  const packed = own + work.atPacked;
  for (let l = context.layerCount - 1; l >= 0; l--) {
    const layer = layerAt(context, l);
    const gz = gzOf(work, own, l);
    nodesBackward(layer, weights, packed, subnodesOf(layer, scratch, first), gyOf(work, own, l), gz, count);
    if (l == 0) return;
    const gx = gyOf(work, own, l - 1);
    memory.fill(gx, 0, <usize>count * layer.inputBytes);
    for (let a = 0; a < layer.activeCount; a++) {
      backwardInput(layer, activeAt(layer, a), recordsOf(context, layer, a, l, scratch, first), weights, packed, gz, gx, 0, count);
    }
    if (layer.symbolicCount > 0) {
      symbolicBackward(layer, weights, packed, inputsOf(layer, scratch, first), gz, gx, count);
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
  index: i32,
): void {
  const row = work.rows + <usize>index * work.rowBytes;
  const columns = work.columns + <usize>index * work.columnBytes;
  for (let g = 0; g < work.groupCount; g++) {
    const group = groupAt(work, g);
    const layer = layerAt(context, group.layer);
    const record =
      recordsOf(context, layer, group.active, group.layer, scratch, first) + <usize>r * layer.recordStride;
    const gz = gzOf(work, own, group.layer) + <usize>r * layer.subnodeBytes;
    const outputs = group.outputCount;
    store<i32>(columns + (<usize>g << 2), group.column + load<i32>(record + layer.recordBytes - 8) * outputs);
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
  store<i32>(columns + (<usize>work.groupCount << 2), work.denseColumn);
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
  const record = recordsOf(context, layer, column.active, column.layer, scratch, first) + <usize>r * layer.recordStride;
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
    memory.fill(packed + layer.atAffine, 0, 2 * layer.subnodeBytes + 2 * layer.nodeBytes);
    for (let e = 0; e < layer.symbolicCount; e++) {
      memory.fill(packed + load<usize>(layer.symbolic + <usize>e * 16 + 12), 0, 48);
    }
    const z = subnodesOf(layer, scratch, first) + <usize>r * layer.subnodeBytes;
    nodesBackward(layer, weights, packed, z, gyOf(work, own, l) + <usize>r * layer.nodeBytes, gz, 1);
    if (layer.symbolicCount > 0) {
      symbolicBackward(layer, weights, packed, inputsOf(layer, scratch, first) + <usize>r * layer.inputBytes, gz, 0, 1);
    }
  }
}

/** Adds the panel's rows to the matrix: chunk = run, which goes with itself and all later ones. */
export function outerChunk(context: Context, chunk: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  const groups = work.groupCount;
  const stored = work.count * work.seeds;
  const bytes = work.matrixBytes;
  for (let other = chunk; other <= groups; other++) {
    const at = positionOf(work, chunk);
    const length = lengthOf(context, work, chunk);
    const otherAt = positionOf(work, other);
    const otherBytes = (<usize>((lengthOf(context, work, other) + 1) & ~1)) << 3;
    let row = work.rows;
    let columns = work.columns;
    for (let index = 0; index < stored; index++) {
      let to =
        work.matrix +
        <usize>load<u32>(columns + (<usize>chunk << 2)) * bytes +
        (<usize>load<u32>(columns + (<usize>other << 2)) << 3);
      const from = row + (<usize>otherAt << 3);
      for (let p = 0; p < length; p++) {
        const value = load<f64>(row + (<usize>(at + p) << 3));
        if (value != 0) {
          const v = f64x2.splat(value);
          for (let t: usize = 0; t < otherBytes; t += 16) {
            v128.store(to + t, f64x2.add(v128.load(to + t), f64x2.mul(v, v128.load(from + t))));
          }
        }
        to += bytes;
      }
      row += work.rowBytes;
      columns += work.columnBytes;
    }
  }
}

function positionOf(work: GaussNewton, run: i32): i32 {
  return run == work.groupCount ? work.atDense : groupAt(work, run).at;
}

function lengthOf(context: Context, work: GaussNewton, run: i32): i32 {
  if (run == work.groupCount) return work.denseCount;
  const group = groupAt(work, run);
  return group.outputCount * (layerAt(context, group.layer).order + 1);
}

/** Rows of the matrix asked for: chunk = 64 of them. */
export function gatherChunk(context: Context, chunk: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  const count = work.orderCount;
  const end = min(count, (chunk + 1) * 64);
  for (let i = chunk * 64; i < end; i++) {
    const row = load<i32>(work.order + (<usize>i << 2));
    const to = work.result + ((<usize>i * <usize>count) << 3);
    for (let j = 0; j < count; j++) {
      const column = load<i32>(work.order + (<usize>j << 2));
      // A parameter that nothing depends on has no column.
      const value =
        row < 0 || column < 0
          ? 0
          : load<f64>(work.matrix + <usize>min(row, column) * work.matrixBytes + (<usize>max(row, column) << 3));
      store<f64>(to + (<usize>j << 3), value);
    }
  }
}
