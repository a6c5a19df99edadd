// What the sparsity terms and attribution need to know about all samples, without visiting an edge twice. With b the bases of
// an input and its residual, every edge of the input is φ = wᵀb, so that its mean and variance follow from the mean and the
// scatter matrix of b, gathered here by span; so does the gradient by w. That by x is bᵀ A b' + aᵀ b' with A, a by span.
//
// Moments are count-free quadruples: mean, Σ (v − mean)², smallest, largest.
import { Active, Context, Layer, Symbolic } from './structs';
import { form, gram } from './tiles';
import { recordsOf } from './job';
import { symbolicValue } from './symbolic';

/** Joins a block's column to moments of `seen` earlier samples (Chan, Golub and LeVeque 1979). */
function addMoments(values: usize, stride: usize, count: i32, seen: i32, moments: usize): void {
  let sum: f64 = 0;
  let low = load<f64>(values);
  let high = low;
  let at = values;
  for (let r = 0; r < count; r++) {
    const value = load<f64>(at);
    sum += value;
    low = min(low, value);
    high = max(high, value);
    at += stride;
  }
  const mean = sum / <f64>count;
  let squares: f64 = 0;
  at = values;
  for (let r = 0; r < count; r++) {
    const d = load<f64>(at) - mean;
    squares += d * d;
    at += stride;
  }
  if (seen > 0) {
    const before = load<f64>(moments);
    const share = <f64>count / <f64>(seen + count);
    const gap = mean - before;
    store<f64>(moments, before + gap * share);
    store<f64>(moments, load<f64>(moments, 8) + squares + gap * gap * share * <f64>seen, 8);
    store<f64>(moments, min(low, load<f64>(moments, 16)), 16);
    store<f64>(moments, max(high, load<f64>(moments, 24)), 24);
  } else {
    store<f64>(moments, mean);
    store<f64>(moments, squares, 8);
    store<f64>(moments, low, 16);
    store<f64>(moments, high, 24);
  }
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
  for (let j = 0; j < layer.subnodes; j++) {
    addMoments(z + (<usize>j << 3), layer.subnodeBytes, count, seen, moments);
    moments += 32;
  }
  for (let e = 0; e < layer.symbolicCount; e++) {
    const edge = changetype<Symbolic>(layer.symbolic + <usize>e * offsetof<Symbolic>());
    const column = scratch + context.atGz;
    for (let r = 0; r < count; r++) {
      const value = load<f64>(x + <usize>r * layer.inputBytes + (<usize>edge.input << 3));
      store<f64>(column + (<usize>r << 3), symbolicValue(edge, context.weights, value));
    }
    addMoments(column, 8, count, seen, moments);
    moments += 32;
  }
  if (l == 0 && context.inputStatistics == 0) return;
  for (let i = 0; i < layer.inputs; i++) {
    addMoments(x + (<usize>i << 3), layer.inputBytes, count, seen, moments);
    moments += 32;
  }
  const order = layer.order;
  const block = spanBytes(order);
  for (let a = 0; a < layer.activeCount; a++) {
    const input = changetype<Active>(layer.active + <usize>a * offsetof<Active>());
    let record = recordsOf(context, layer, a, l, scratch, first);
    for (let r = 0; r < count; r++) {
      const span = load<i32>(record + layer.recordBytes - 4);
      gram(order, record, stats + input.atStats + <usize>span * block);
      record += layer.recordStride;
    }
  }
}

/** Adds the gradient of the spreads by the inputs of a layer, for layers after the first. */
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
