/** The spreads of all edges from the kernel's statistics, and the gradient of the sparsity terms for the kernel. */
import { basisCount, edgeCount } from '../../../kan/model.ts';
import type { SpreadGradient } from '../../core/regularization.ts';
import { deviation } from '../../core/spread.ts';
import type { Spreads } from '../../core/spread.ts';
import { edgeSpread, firstBasis, gramOf, type EdgeSpread, type Gram } from './gram.ts';
import type { ActiveInput } from '../plan/inputs.ts';
import { spanLength, type KernelLayer, type KernelPlan } from '../plan/plan.ts';

/** Moments of a column: mean, Σ(v − mean)², smallest, largest. */
const momentLength = 4;

export interface Measurement {
  readonly rows: number;
  readonly spreads: readonly Spreads[];
  /** [input] by layer */
  readonly inputMin: readonly Float64Array[];
  readonly inputMax: readonly Float64Array[];
  /** Σ(φ − μ)·b of every spline edge except those with curves, packed like the weights. */
  readonly centred: Float64Array;
}

/** The part of the first layer's inputs: it changes only with the rows. */
export interface InputMeasurement {
  /** Moments, [input][4] */
  readonly moments: Float64Array;
  /** By active input. */
  readonly grams: readonly Gram[];
}

/**
 * Merges the moments of chunks, `stride` floats apart, into those of the first chunk (Chan, Golub and LeVeque 1979).
 * @param rows samples of each chunk.
 */
export function joinMoments(
  statistics: Float64Array,
  stride: number,
  length: number,
  rows: readonly number[],
): void {
  let seen = rows[0];
  for (let chunk = 1; chunk < rows.length; chunk++) {
    const count = rows[chunk];
    const share = count / (seen + count);
    for (let at = 0, from = chunk * stride; at < length; at += momentLength, from += momentLength) {
      const gap = statistics[from] - statistics[at];
      statistics[at] += gap * share;
      statistics[at + 1] += statistics[from + 1] + gap * gap * share * seen;
      statistics[at + 2] = Math.min(statistics[at + 2], statistics[from + 2]);
      statistics[at + 3] = Math.max(statistics[at + 3], statistics[from + 3]);
    }
    seen += count;
  }
}

/** A copy of the first layer's part of statistics whose moments are merged. */
export function measureInputs(
  { layers: [layer], statisticsLength }: KernelPlan,
  statistics: Float64Array,
  chunks: number,
): InputMeasurement {
  const at = layer.atInputMoments;
  return {
    moments: statistics.slice(at, at + momentLength * layer.layer.inputs),
    grams: layer.active.map((input) => gramAt(layer, input, statistics, chunks, statisticsLength)),
  };
}

function gramAt(
  { layer, spans }: KernelLayer,
  { atStatistics }: ActiveInput,
  statistics: Float64Array,
  chunks: number,
  stride: number,
): Gram {
  return gramOf(statistics, atStatistics, chunks, stride, spans, basisCount(layer), layer.order);
}

function momentsAt(statistics: Float64Array, at: number): EdgeSpread {
  return { mean: statistics[at], squares: statistics[at + 1] };
}

/** One of the four numbers in the moments of `count` columns. */
function itemOf(source: Float64Array, from: number, count: number, item: number): Float64Array {
  const items = new Float64Array(count);
  for (let i = 0; i < count; i++) items[i] = source[from + momentLength * i + item];
  return items;
}

function deviations(source: Float64Array, from: number, count: number, rows: number): Float64Array {
  const stds = new Float64Array(count);
  for (let i = 0, at = from; i < count; i++, at += momentLength) {
    stds[i] = deviation(source[at + 1], source[at], rows);
  }
  return stds;
}

/**
 * @param statistics merged moments of all chunks, and each chunk's blocks by span.
 * @param inputs the first layer's part.
 * @param scratch an array as long as the packed weights; the result keeps using it.
 */
export function measure(
  plan: KernelPlan,
  rows: number,
  weights: Float64Array,
  statistics: Float64Array,
  chunks: number,
  inputs: InputMeasurement,
  scratch: Float64Array,
): Measurement {
  const layers = plan.layers.map((layerPlan, index) => {
    const { layer, subnodes, symbolic, atMoments, atSymbolicMoments, atInputMoments } = layerPlan;
    const edges = edgeCount(layer);
    const splineMean = new Float64Array(edges);
    const splineStd = new Float64Array(edges);
    layerPlan.active.forEach((input, a) => {
      const gram =
        index === 0
          ? inputs.grams[a]
          : input.curves
            ? null
            : gramAt(layerPlan, input, statistics, chunks, plan.statisticsLength);
      input.outputs.forEach((output, n) => {
        const edge = input.input * subnodes + output;
        const { mean, squares } =
          gram === null
            ? momentsAt(statistics, input.atStatistics + momentLength * n)
            : edgeSpread(gram, weights, scratch, input.at + input.columns[n], input.stride);
        splineMean[edge] = mean;
        splineStd[edge] = deviation(squares, mean, rows);
      });
    });
    const edgeMean = splineMean.slice();
    const edgeStd = splineStd.slice();
    symbolic.forEach(({ input, output }, i) => {
      const edge = input * subnodes + output;
      const at = atSymbolicMoments + momentLength * i;
      edgeMean[edge] = statistics[at];
      edgeStd[edge] = deviation(statistics[at + 1], statistics[at], rows);
    });
    const source = index === 0 ? inputs.moments : statistics;
    const atInputs = index === 0 ? 0 : atInputMoments;
    const ofInputs = (item: number): Float64Array => itemOf(source, atInputs, layer.inputs, item);
    const spreads: Spreads = {
      inputMean: ofInputs(0),
      inputStd: deviations(source, atInputs, layer.inputs, rows),
      splineMean,
      splineStd,
      edgeMean,
      edgeStd,
      subnodeMean: itemOf(statistics, atMoments, subnodes, 0),
      subnodeStd: deviations(statistics, atMoments, subnodes, rows),
    };
    return { spreads, inputMin: ofInputs(2), inputMax: ofInputs(3) };
  });
  return {
    rows,
    spreads: layers.map(({ spreads }) => spreads),
    inputMin: layers.map(({ inputMin }) => inputMin),
    inputMax: layers.map(({ inputMax }) => inputMax),
    centred: scratch,
  };
}

/**
 * Starts the backward pass of the gradient by the spreads. It adds the part by the packed spline weights to
 * `packedGradient`. It also writes what the backward pass needs for the rest: for symbolic edges into the packed
 * weights, for inputs and edges of later layers into `sparsity` (see statistics.as).
 */
export function spreadSparsity(
  plan: KernelPlan,
  measurement: Measurement,
  bySpreads: readonly SpreadGradient[],
  weights: Float64Array,
  sparsity: Float64Array,
  packedGradient: Float64Array,
): void {
  const degrees = Math.max(measurement.rows - 1, 1);
  sparsity.fill(0);
  plan.layers.forEach((layerPlan, index) => {
    const { layer, subnodes, symbolic } = layerPlan;
    const spreads = measurement.spreads[index];
    const bySpread = bySpreads[index];
    const slope = (by: number, std: number): number => (by !== 0 && std > 0 ? by / (std * degrees) : 0);
    symbolic.forEach(({ input, output, at }) => {
      const edge = input * subnodes + output;
      weights[at + 4] = slope(bySpread.edge?.[edge] ?? 0, spreads.edgeStd[edge]);
      weights[at + 5] = spreads.edgeMean[edge];
    });
    if (index > 0 && bySpread.input !== null) {
      for (let input = 0; input < layer.inputs; input++) {
        const at = layerPlan.atSparsity + input;
        sparsity[at] = slope(bySpread.input[input], spreads.inputStd[input]);
        sparsity[at + layerPlan.inputStride] = spreads.inputMean[input];
      }
    }
    const bases = basisCount(layer);
    for (const input of layerPlan.active) {
      input.outputs.forEach((output, n) => {
        const edge = input.input * subnodes + output;
        const by = (bySpread.edge?.[edge] ?? 0) + (bySpread.spline?.[edge] ?? 0);
        const factor = slope(by, spreads.splineStd[edge]);
        if (factor === 0) return;
        if (input.curves !== null) {
          sparsity[input.atSparsity + 2 * n] = factor;
          sparsity[input.atSparsity + 2 * n + 1] = spreads.splineMean[edge];
          return;
        }
        const at = input.at + input.columns[n];
        for (let g = 0; g <= bases; g++) {
          packedGradient[at + g * input.stride] += factor * measurement.centred[at + g * input.stride];
        }
        if (index === 0) return;
        addForm(
          layerPlan,
          input.atSparsity,
          factor,
          spreads.splineMean[edge],
          weights,
          at,
          input.stride,
          sparsity,
        );
      });
    }
  });
}

/** Adds factor · w wᵀ of one edge to the form of every span, and −factor · μ · w as its last row. */
function addForm(
  { layer, spans }: KernelLayer,
  to: number,
  factor: number,
  mean: number,
  weights: Float64Array,
  at: number,
  stride: number,
  sparsity: Float64Array,
): void {
  const { order, grid } = layer;
  const width = (order + 3) & ~1;
  const local = new Float64Array(order + 2);
  local[order + 1] = weights[at + basisCount(layer) * stride];
  for (let span = 0; span <= spans; span++) {
    const first = firstBasis(span, spans, grid, order);
    for (let q = 0; q <= order; q++) local[q] = weights[at + (first + q) * stride];
    const base = to + span * spanLength(order);
    for (let p = 0; p < order + 3; p++) {
      const row = factor * (p < order + 2 ? local[p] : -mean);
      for (let q = 0; q < order + 2; q++) sparsity[base + p * width + q] += row * local[q];
    }
  }
}
