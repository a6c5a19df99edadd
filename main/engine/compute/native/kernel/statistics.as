// What the sparsity terms and attribution need to know about all samples, without a second visit of an edge. Let b be
// the bases of an input and its residual. Every edge of the input is φ = wᵀb, so its mean and variance follow from the
// mean and the scatter matrix of b, which are gathered here by span. So does the gradient by w. The gradient by x is
// bᵀ A b' + aᵀ b', with A and a by span.
//
// Moments are four numbers, without a count: mean, Σ (v − mean)², smallest, largest.
import { Active, Context, Layer } from './structs';
import { form, gram } from './tiles';
import { recordsOf } from './job';

/**
 * Merges a block's columns into the moments of `seen` earlier samples, two columns at a time. If the number of columns
 * is odd, one more is read and its moments are written. Deviations d are from the mean so far; in the first block, from
 * the block's own mean. The resulting squares are at least about half of Σd², so that none of their digits cancels.
 */
function addMoments(values: usize, stride: usize, columns: i32, count: i32, seen: i32, moments: usize): void {
  const rows = f64x2.splat(1 / <f64>(seen + count));
  for (let column = 0; column < columns; column += 2) {
    let at = values;
    let low = v128.load(values);
    let high = low;
    let mean = f64x2.splat(0);
    let squares = f64x2.splat(0);
    if (seen > 0) {
      mean = v128.load64_lane(moments + 32, v128.load64_zero(moments), 1);
      squares = v128.load64_lane(moments + 40, v128.load64_zero(moments + 8), 1);
      low = v128.load64_lane(moments + 48, v128.load64_zero(moments + 16), 1);
      high = v128.load64_lane(moments + 56, v128.load64_zero(moments + 24), 1);
    } else {
      for (let r = 0; r < count; r++) {
        mean = f64x2.add(mean, v128.load(at));
        at += stride;
      }
      mean = f64x2.mul(mean, rows);
      at = values;
    }
    let sum = f64x2.splat(0);
    for (let r = 0; r < count; r++) {
      const value = v128.load(at);
      const d = f64x2.sub(value, mean);
      sum = f64x2.add(sum, d);
      squares = f64x2.add(squares, f64x2.mul(d, d));
      low = f64x2.pmin(low, value);
      high = f64x2.pmax(high, value);
      at += stride;
    }
    const gap = f64x2.mul(sum, rows);
    mean = f64x2.add(mean, gap);
    squares = f64x2.sub(squares, f64x2.mul(gap, sum));
    storeMoments(mean, squares, low, high, moments);
    values += 16;
    moments += 64;
  }
}

/** Moments of two columns, one after the other. */
// @ts-ignore: decorator
@inline
function storeMoments(mean: v128, squares: v128, low: v128, high: v128, moments: usize): void {
  v128.store(moments, v128.shuffle<f64>(mean, squares, 0, 2));
  v128.store(moments, v128.shuffle<f64>(low, high, 0, 2), 16);
  v128.store(moments, v128.shuffle<f64>(mean, squares, 1, 3), 32);
  v128.store(moments, v128.shuffle<f64>(low, high, 1, 3), 48);
}

/** Bytes of a span's block: count; first b seen; Σ (b − first); Σ (b − first)(b − first)ᵀ, upper triangle. */
// @ts-ignore: decorator
@inline
function spanBytes(order: i32): usize {
  return (<usize>(order + 4) * <usize>((order + 3) & ~1) + 2) << 3;
}

/** Adds a block to the statistics of one layer in a chunk. */
export function addStatistics(
  context: Context,
  layer: Layer,
  l: i32,
  scratch: usize,
  x: usize,
  z: usize,
  values: usize,
  stats: usize,
  first: i32,
  count: i32,
): void {
  const chunkRows = context.blocksPerChunk * context.blockRows;
  const seen = first % chunkRows;
  let moments = stats + layer.atStats;
  if (context.subnodeStatistics != 0) addMoments(z, layer.subnodeBytes, layer.subnodes, count, seen, moments);
  moments += layer.subnodeBytes << 2;
  addMoments(values, layer.valueBytes, layer.valueCount, count, seen, moments);
  moments += layer.valueBytes << 2;
  if (l == 0 && context.inputStatistics == 0) return;
  if (l == 0 || context.hiddenStatistics != 0) addMoments(x, layer.inputBytes, layer.inputs, count, seen, moments);
  const order = layer.order;
  const block = spanBytes(order);
  for (let a = 0; a < layer.activeCount; a++) {
    const input = changetype<Active>(layer.active + <usize>a * offsetof<Active>());
    if (input.curveBytes != 0) continue;
    let record = recordsOf(context, layer, a, l, scratch, first);
    for (let r = 0; r < count; r++) {
      const span = load<i32>(record + layer.recordBytes - 4);
      gram(order, record, stats + input.atStats + <usize>span * block);
      record += input.recordStride;
    }
  }
}

/** Gradient of the spreads of a layer's inputs by the inputs: factor · (x − mean). */
export function inputsBackward(layer: Layer, sparsity: usize, x: usize, gx: usize, count: i32): void {
  const bytes = layer.inputBytes;
  const factors = sparsity + layer.atSparsity;
  for (let r = 0; r < count; r++) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const d = f64x2.sub(v128.load(x + at), v128.load(factors + bytes + at));
      v128.store(gx + at, f64x2.mul(v128.load(factors + at), d));
    }
    x += bytes;
    gx += bytes;
  }
}

/**
 * Adds the gradient of the edges' spreads by the inputs, for all layers but the first. Edges with curves do this in
 * backwardInput.
 */
export function formsBackward(
  context: Context,
  layer: Layer,
  l: i32,
  scratch: usize,
  gx: usize,
  first: i32,
  count: i32,
): void {
  const order = layer.order;
  const block = spanBytes(order);
  for (let a = 0; a < layer.activeCount; a++) {
    const input = changetype<Active>(layer.active + <usize>a * offsetof<Active>());
    if (input.curveBytes != 0) continue;
    let record = recordsOf(context, layer, a, l, scratch, first);
    let to = gx + (<usize>input.index << 3);
    for (let r = 0; r < count; r++) {
      const span = load<i32>(record + layer.recordBytes - 4);
      const from = context.sparsity + input.atSparsity + <usize>span * block;
      store<f64>(to, load<f64>(to) + form(order, record, from));
      record += input.recordStride;
      to += layer.inputBytes;
    }
  }
}
