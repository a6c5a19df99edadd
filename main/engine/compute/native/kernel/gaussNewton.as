// The Gauss–Newton matrix. A row of the Jacobian belongs to a sample and a seed at the outputs. In a row, an input of a
// layer contributes one run of k + 1 bases × its outputs, at a position that depends on the span. The values that are
// never zero (residuals, scales, node and symbolic terms) make the last run, the dense run. Columns are ordered so that
// each run is contiguous: by input [basis][output], then the dense columns. Only the runs of a row are stored. The
// matrix is the sum of the outer products of runs. If the matrix is small compared with that work, slices of the
// samples have their own matrices. One thread makes the whole matrix of a slice, from the samples to the products, so
// that no core has to fetch what another has written.
import { fillRecords } from './basis';
import { activeAt, inputsOf, layerAt, recordsOf, subnodesOf, forwardBlock } from './job';
import { backwardInput } from './layer';
import { nodesBackward } from './nodes';
import { batchRow, weightOf } from './loss';
import { Context, Layer, Symbolic } from './structs';
import { symbolicBackward } from './symbolic';
import { zero } from './zero';

@unmanaged
export class GaussNewton {
  groups: usize;
  groupCount: i32;
  /** The columns that are never zero. */
  dense: usize;
  denseCount: i32;
  /** Position of the dense run in a stored row, its first column, its padded length. */
  atDense: i32;
  denseColumn: i32;
  /** Stored rows, the position of each run of each row (-1 if the run is zero throughout), and their strides. */
  rows: usize;
  rowBytes: usize;
  places: usize;
  placeBytes: usize;
  /** Samples of the present panel, which the threads share. */
  first: i32;
  count: i32;
  seeds: i32;
  /** Whether any dense column needs the gradient of node or symbolic terms for each sample. */
  nodeTerms: i32;
  /** The model's own parameters. */
  params: usize;
  /** Working matrix and its row. */
  matrix: usize;
  matrixBytes: usize;
  size: i32;
  /** For each thread: the gradients by z and by y of each layer for a block, a packed gradient. */
  scratch: usize;
  scratchBytes: usize;
  atPacked: usize;
  /** Offset in this memory, for a block: basis records of inputs with curves. */
  atBases: usize;
  /** Offsets in the scratch memory, two words a layer: by z, by y. */
  layerOffsets: usize;
  /** The resulting matrix: working column of each free parameter, their number, address. */
  order: usize;
  orderCount: i32;
  result: usize;
  /** For each thread: memory for the indices of `capacity` rows, then for `counters` + 1 counters. */
  sorted: usize;
  sortedBytes: usize;
  capacity: i32;
  counters: i32;
  /** The matrices of the slices, one after another. */
  slices: i32;
  sliceBytes: usize;
  sliceSamples: i32;
  /** The number of samples whose rows a thread stores, and the bytes from its rows to those of the next thread. */
  panelSamples: i32;
  panelRowBytes: usize;
  panelPlaceBytes: usize;
}

/** An input with free spline coefficients; in the last layer, one of its edges. */
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
  const within = chunk * context.blockRows;
  const count = min(context.blockRows, work.count - within);
  storeBlock(context, work, thread, work.first + within, count, within, work.rows, work.places);
}

/** Adds the panel's rows to the matrix: chunk = run. */
export function outerChunk(context: Context, chunk: i32, thread: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  addRun(context, work, chunk, thread, work.count * work.seeds, work.rows, work.places, work.matrix);
}

/** The matrix of a slice of the samples: chunk = slice. */
export function sliceChunk(context: Context, chunk: i32, thread: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  const rows = work.rows + <usize>thread * work.panelRowBytes;
  const places = work.places + <usize>thread * work.panelPlaceBytes;
  const matrix = work.matrix + <usize>chunk * work.sliceBytes;
  zero(matrix, work.sliceBytes);
  const end = min(context.batchRows, (chunk + 1) * work.sliceSamples);
  for (let first = chunk * work.sliceSamples; first < end; first += work.panelSamples) {
    const count = min(work.panelSamples, end - first);
    for (let within = 0; within < count; within += context.blockRows) {
      storeBlock(context, work, thread, first + within, min(context.blockRows, count - within), within, rows, places);
    }
    for (let run = 0; run <= work.groupCount; run++) {
      addRun(context, work, run, thread, count * work.seeds, rows, places, matrix);
    }
  }
}

/** Stores the rows of a block of samples. The block begins at sample `within` of its panel. */
function storeBlock(
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

/**
 * Adds the products of a run of `stored` rows with itself and all later runs to a matrix. For each pair of runs the
 * rows are sorted by their position in the matrix, so that all rows with the same position are summed in registers.
 * Sums are added in pairs of columns. A later run of odd length also writes to the first column of the next one, so all
 * later runs belong to one thread.
 */
function addRun(
  context: Context,
  work: GaussNewton,
  run: i32,
  thread: i32,
  stored: i32,
  rows: usize,
  places: usize,
  matrix: usize,
): void {
  const order = work.sorted + <usize>thread * work.sortedBytes;
  const at = <usize>positionOf(work, run) << 3;
  const length = lengthOf(context, work, run);
  const placeBytes = work.placeBytes;
  for (let other = run; other <= work.groupCount; other++) {
    const own = places + (<usize>run << 2);
    const others = places + (<usize>other << 2);
    const count = sortRows(context, work, run, other, stored, own, others, order);
    const otherAt = <usize>positionOf(work, other) << 3;
    const otherBytes = (<usize>((lengthOf(context, work, other) + 1) & ~1)) << 3;
    let i = 0;
    while (i < count) {
      const row = <usize>load<u32>(order + (<usize>i << 2)) * placeBytes;
      const place = load<i32>(own + row);
      const otherPlace = load<i32>(others + row);
      const begin = i++;
      while (i < count) {
        const next = <usize>load<u32>(order + (<usize>i << 2)) * placeBytes;
        if (load<i32>(own + next) != place || load<i32>(others + next) != otherPlace) break;
        i++;
      }
      const column = <usize>columnOf(work, run, place);
      const to = matrix + column * work.matrixBytes + (<usize>columnOf(work, other, otherPlace) << 3);
      addProducts(work, rows, order + (<usize>begin << 2), i - begin, at, length, otherAt, otherBytes, to);
    }
  }
}

/** First column of a run at a position. */
function columnOf(work: GaussNewton, run: i32, place: i32): i32 {
  if (run == work.groupCount) return work.denseColumn;
  const group = groupAt(work, run);
  return group.column + place * group.outputCount;
}

/** Number of positions that a run can have. */
function placeCount(context: Context, work: GaussNewton, run: i32): i32 {
  if (run == work.groupCount) return 1;
  const layer = layerAt(context, groupAt(work, run).layer);
  return layer.bases - layer.order;
}

/**
 * Writes the indices of the rows in which neither run is zero, sorted by the positions of both (counting sort). If
 * there are more positions than counters, the rows keep their own order.
 */
function sortRows(
  context: Context,
  work: GaussNewton,
  run: i32,
  other: i32,
  stored: i32,
  own: usize,
  others: usize,
  order: usize,
): i32 {
  const width = placeCount(context, work, other);
  const places = placeCount(context, work, run) * width;
  const counting = places <= work.counters;
  const starts = order + (<usize>work.capacity << 2);
  const bytes = work.placeBytes;
  if (counting) zero(starts, <usize>(places + 1) << 2);
  let count = 0;
  for (let index = 0; index < stored; index++) {
    const place = load<i32>(own + <usize>index * bytes);
    const otherPlace = load<i32>(others + <usize>index * bytes);
    if ((place | otherPlace) < 0) continue;
    if (counting) {
      const start = starts + (<usize>(place * width + otherPlace + 1) << 2);
      store<i32>(start, load<i32>(start) + 1);
    } else store<i32>(order + (<usize>count << 2), index);
    count++;
  }
  if (!counting) return count;
  for (let place = 1; place < places; place++) {
    const start = starts + (<usize>place << 2);
    store<i32>(start, load<i32>(start) + load<i32>(start - 4));
  }
  for (let index = 0; index < stored; index++) {
    const place = load<i32>(own + <usize>index * bytes);
    const otherPlace = load<i32>(others + <usize>index * bytes);
    if ((place | otherPlace) < 0) continue;
    const start = starts + (<usize>(place * width + otherPlace) << 2);
    const position = load<i32>(start);
    store<i32>(start, position + 1);
    store<i32>(order + (<usize>position << 2), index);
  }
  return count;
}

/** to[p][t] += Σ row[at + p] · row[otherAt + t] over the rows of a list of indices, four p by four t at a time. */
function addProducts(
  work: GaussNewton,
  rows: usize,
  list: usize,
  count: i32,
  at: usize,
  length: i32,
  otherAt: usize,
  otherBytes: usize,
  to: usize,
): void {
  const bytes = work.matrixBytes;
  const rowBytes = work.rowBytes;
  let p = 0;
  for (; p + 3 < length; p += 4) {
    let t: usize = 0;
    for (; t + 16 < otherBytes; t += 32) {
      let s00 = f64x2.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      for (let i = 0; i < count; i++) {
        const row = rows + <usize>load<u32>(list + (<usize>i << 2)) * rowBytes;
        const x = row + at;
        const y = row + otherAt + t;
        const y0 = v128.load(y);
        const y1 = v128.load(y, 16);
        const x0 = v128.load64_splat(x);
        s00 = f64x2.add(s00, f64x2.mul(x0, y0));
        s01 = f64x2.add(s01, f64x2.mul(x0, y1));
        const x1 = v128.load64_splat(x, 8);
        s10 = f64x2.add(s10, f64x2.mul(x1, y0));
        s11 = f64x2.add(s11, f64x2.mul(x1, y1));
        const x2 = v128.load64_splat(x, 16);
        s20 = f64x2.add(s20, f64x2.mul(x2, y0));
        s21 = f64x2.add(s21, f64x2.mul(x2, y1));
        const x3 = v128.load64_splat(x, 24);
        s30 = f64x2.add(s30, f64x2.mul(x3, y0));
        s31 = f64x2.add(s31, f64x2.mul(x3, y1));
      }
      const out = to + t;
      addPair(out, s00, s01);
      addPair(out + bytes, s10, s11);
      addPair(out + 2 * bytes, s20, s21);
      addPair(out + 3 * bytes, s30, s31);
    }
    if (t < otherBytes) {
      let s0 = f64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let i = 0; i < count; i++) {
        const row = rows + <usize>load<u32>(list + (<usize>i << 2)) * rowBytes;
        const x = row + at;
        const y = v128.load(row + otherAt + t);
        s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(x), y));
        s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(x, 8), y));
        s2 = f64x2.add(s2, f64x2.mul(v128.load64_splat(x, 16), y));
        s3 = f64x2.add(s3, f64x2.mul(v128.load64_splat(x, 24), y));
      }
      const out = to + t;
      addOne(out, s0);
      addOne(out + bytes, s1);
      addOne(out + 2 * bytes, s2);
      addOne(out + 3 * bytes, s3);
    }
    at += 32;
    to += 4 * bytes;
  }
  for (; p < length; p++) {
    for (let t: usize = 0; t < otherBytes; t += 16) {
      let sum = f64x2.splat(0);
      for (let i = 0; i < count; i++) {
        const row = rows + <usize>load<u32>(list + (<usize>i << 2)) * rowBytes;
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(row + at), v128.load(row + otherAt + t)));
      }
      addOne(to + t, sum);
    }
    at += 8;
    to += bytes;
  }
}

// @ts-ignore: decorator
@inline
function addOne(to: usize, sum: v128): void {
  v128.store(to, f64x2.add(v128.load(to), sum));
}

// @ts-ignore: decorator
@inline
function addPair(to: usize, first: v128, second: v128): void {
  v128.store(to, f64x2.add(v128.load(to), first));
  v128.store(to, f64x2.add(v128.load(to, 16), second), 16);
}

function positionOf(work: GaussNewton, run: i32): i32 {
  return run == work.groupCount ? work.atDense : groupAt(work, run).at;
}

function lengthOf(context: Context, work: GaussNewton, run: i32): i32 {
  if (run == work.groupCount) return work.denseCount;
  const group = groupAt(work, run);
  return group.outputCount * (layerAt(context, group.layer).order + 1);
}

/** Rows of the resulting matrix, as the sum over slices: chunk = 64 of them. */
export function gatherChunk(context: Context, chunk: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  const count = work.orderCount;
  const end = min(count, (chunk + 1) * 64);
  for (let i = chunk * 64; i < end; i++) {
    const row = load<i32>(work.order + (<usize>i << 2));
    const to = work.result + ((<usize>i * <usize>count) << 3);
    for (let j = 0; j < count; j++) {
      const column = load<i32>(work.order + (<usize>j << 2));
      // A parameter on which nothing depends has no column.
      let value: f64 = 0;
      if (row >= 0 && column >= 0) {
        let at = work.matrix + <usize>min(row, column) * work.matrixBytes + (<usize>max(row, column) << 3);
        for (let slice = 0; slice < work.slices; slice++) {
          value += load<f64>(at);
          at += work.sliceBytes;
        }
      }
      store<f64>(to + (<usize>j << 3), value);
    }
  }
}
