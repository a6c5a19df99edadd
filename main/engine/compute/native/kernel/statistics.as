// What the sparsity terms and attribution need to know about all samples, without visiting an edge twice. With b the bases of
// an input and its residual, every edge of the input is φ = wᵀb, so that its mean and variance follow from the mean and the
// scatter matrix of b, gathered here by span; so does the gradient by w. That by x is bᵀ A b' + aᵀ b' with A, a by span.
//
// Moments are count-free quadruples: mean, Σ (v − mean)², smallest, largest.
import { Active, Context, Layer, Symbolic } from './structs';
import { form, gram, listedForward } from './tiles';
import { recordsOf } from './job';
import { symbolicValue } from './symbolic';
import { zero } from './zero';

/**
 * Joins a block's columns to moments of `seen` earlier samples (Chan, Golub and LeVeque 1979), two columns at a time; where
 * their number is odd, one beyond is read and its moments are written.
 */
function addMoments(values: usize, stride: usize, columns: i32, count: i32, seen: i32, moments: usize): void {
  for (let column = 0; column < columns; column += 2) {
    let at = values;
    let sum = f64x2.splat(0);
    let low = v128.load(values);
    let high = low;
    for (let r = 0; r < count; r++) {
      const value = v128.load(at);
      sum = f64x2.add(sum, value);
      low = f64x2.pmin(low, value);
      high = f64x2.pmax(high, value);
      at += stride;
    }
    const mean = f64x2.mul(sum, f64x2.splat(1 / <f64>count));
    let squares = f64x2.splat(0);
    at = values;
    for (let r = 0; r < count; r++) {
      const d = f64x2.sub(v128.load(at), mean);
      squares = f64x2.add(squares, f64x2.mul(d, d));
      at += stride;
    }
    joinMoments(
      f64x2.extract_lane(mean, 0),
      f64x2.extract_lane(squares, 0),
      f64x2.extract_lane(low, 0),
      f64x2.extract_lane(high, 0),
      count,
      seen,
      moments,
    );
    joinMoments(
      f64x2.extract_lane(mean, 1),
      f64x2.extract_lane(squares, 1),
      f64x2.extract_lane(low, 1),
      f64x2.extract_lane(high, 1),
      count,
      seen,
      moments + 32,
    );
    values += 16;
    moments += 64;
  }
}

function joinMoments(mean: f64, squares: f64, low: f64, high: f64, count: i32, seen: i32, moments: usize): void {
  if (seen > 0) {
    const before = load<f64>(moments);
    const share = <f64>count / <f64>(seen + count);
    const gap = mean - before;
    mean = before + gap * share;
    squares += load<f64>(moments, 8) + gap * gap * share * <f64>seen;
    low = min(low, load<f64>(moments, 16));
    high = max(high, load<f64>(moments, 24));
  }
  store<f64>(moments, mean);
  store<f64>(moments, squares, 8);
  store<f64>(moments, low, 16);
  store<f64>(moments, high, 24);
}

/** Bytes of a span's block: count; first b seen; Σ (b − first); Σ (b − first)(b − first)ᵀ, upper triangle. */
// @ts-ignore: decorator
@inline
function spanBytes(order: i32): usize {
  return (<usize>(order + 4) * <usize>((order + 3) & ~1) + 2) << 3;
}

/** Adds a block to a chunk's statistics of one layer. */
export function addStatistics(
  context: Context,
  layer: Layer,
  l: i32,
  scratch: usize,
  x: usize,
  z: usize,
  stats: usize,
  first: i32,
  count: i32,
): void {
  const chunkRows = context.blocksPerChunk * context.blockRows;
  const seen = first % chunkRows;
  let moments = stats + layer.atStats;
  if (context.subnodeStatistics != 0) addMoments(z, layer.subnodeBytes, layer.subnodes, count, seen, moments);
  moments += layer.subnodeBytes << 2;
  for (let e = 0; e < layer.symbolicCount; e++) {
    const edge = changetype<Symbolic>(layer.symbolic + <usize>e * offsetof<Symbolic>());
    const column = scratch + context.atGz;
    for (let r = 0; r < count; r++) {
      const value = load<f64>(x + <usize>r * layer.inputBytes + (<usize>edge.input << 3));
      // The column beside it is not used.
      v128.store(column + (<usize>r << 4), f64x2.splat(symbolicValue(edge, context.weights, value)));
    }
    addMoments(column, 16, 1, count, seen, moments);
    moments += 64;
  }
  if (l == 0 && context.inputStatistics == 0) return;
  addMoments(x, layer.inputBytes, layer.inputs, count, seen, moments);
  const order = layer.order;
  const block = spanBytes(order);
  for (let a = 0; a < layer.activeCount; a++) {
    const input = changetype<Active>(layer.active + <usize>a * offsetof<Active>());
    let record = recordsOf(context, layer, a, l, scratch, first);
    if (input.direct != 0) {
      edgeMoments(layer, input, record, context.weights, scratch + context.atGz, count, seen, stats + input.atStats);
      continue;
    }
    for (let r = 0; r < count; r++) {
      const span = load<i32>(record + layer.recordBytes - 4);
      gram(order, record, stats + input.atStats + <usize>span * block);
      record += layer.recordStride;
    }
  }
}

/** Moments of each listed edge of an input, by way of a column of two floats a sample. */
function edgeMoments(
  layer: Layer,
  input: Active,
  records: usize,
  weights: usize,
  column: usize,
  count: i32,
  seen: i32,
  moments: usize,
): void {
  let w = weights + input.atWeights;
  for (let e = 0; e < input.edgeCount; e++) {
    zero(column, <usize>count << 4);
    listedForward(layer.order, records, layer.recordStride, w, layer.bases, column, 16, count);
    addMoments(column, 16, 1, count, seen, moments);
    w += input.edgeBytes;
    moments += 64;
  }
}

/** Adds the gradient of the spreads by the inputs of a layer after the first; listed edges do so in backwardInput. */
export function sparsityBackward(
  context: Context,
  layer: Layer,
  l: i32,
  scratch: usize,
  x: usize,
  gx: usize,
  first: i32,
  count: i32,
): void {
  if (gx == 0) return;
  const spread = context.sparsity + layer.atSparsity;
  for (let i = 0; i < layer.inputs; i++) {
    const factor = load<f64>(spread + (<usize>i << 4));
    const mean = load<f64>(spread + (<usize>i << 4), 8);
    if (factor == 0) continue;
    let at = x + (<usize>i << 3);
    let to = gx + (<usize>i << 3);
    for (let r = 0; r < count; r++) {
      store<f64>(to, load<f64>(to) + factor * (load<f64>(at) - mean));
      at += layer.inputBytes;
      to += layer.inputBytes;
    }
  }
  const order = layer.order;
  const block = spanBytes(order);
  for (let a = 0; a < layer.activeCount; a++) {
    const input = changetype<Active>(layer.active + <usize>a * offsetof<Active>());
    if (input.edgeCount > 0) continue;
    let record = recordsOf(context, layer, a, l, scratch, first);
    let to = gx + (<usize>input.index << 3);
    for (let r = 0; r < count; r++) {
      const span = load<i32>(record + layer.recordBytes - 4);
      const from = context.sparsity + input.atSparsity + <usize>span * block;
      store<f64>(to, load<f64>(to) + form(order, record, from));
      record += layer.recordStride;
      to += layer.inputBytes;
    }
  }
}
