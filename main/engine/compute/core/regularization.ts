/** pykan's sparsity terms, and their gradient by the standard deviations that they depend on. */
import {
  basisCount,
  edgeCount,
  subnodeCount,
  subnodeOwners,
  type Layer,
  type LayerLayout,
  type Structure,
} from '../../kan/model.ts';
import type { EdgeMetric, Regularization } from '../backend.ts';
import { attribution, type LayerScores } from './attribution.ts';
import { overRange, rangeOffset, type Spreads } from './spread.ts';

/** A structure and the offsets of its layers' parameters. */
interface Network {
  readonly structure: Structure;
  readonly layouts: readonly LayerLayout[];
}

/** Gradient of the regularisation by one layer's standard deviations; null where there is none. */
export interface SpreadGradient {
  /** By the std of φ + ψ or of φ alone, [input][subnode]. */
  readonly edge: Float64Array | null;
  readonly spline: Float64Array | null;
  /** By the std of the inputs, [input]. */
  readonly input: Float64Array | null;
}

const logOffset = 1e-4;

/**
 * Σ_layers l1·Σv + entropy·(H_rows + H_columns) + coef·Σ mean_out |c| + coefDiff·Σ mean_out |Δc|, before λ. As in pykan
 * the coefficients of pruned edges count, and `edge_forward_sum` has a value but no gradient.
 * @param gradient receives the coefficient terms' gradient times λ, where given.
 * @returns the value, and by layer the gradient by the spreads times λ.
 */
export function regularize(
  network: Network,
  spreads: readonly Spreads[],
  regularization: Regularization,
  params: Float64Array,
  gradient: Float64Array | null,
): { readonly value: number; readonly spreads: readonly SpreadGradient[] } {
  const scores = regularization.metric === 'edge_backward' ? attribution(network.structure, spreads) : null;
  let value = 0;
  const byMetric = network.structure.layers.map((layer, index) => {
    const metric = scores?.[index].edgeScores ?? edgeMetric(layer, spreads[index], regularization.metric);
    const slope = new Float64Array(metric.length);
    value += sparsity(layer, metric, regularization, slope);
    value += coefficients(layer, network.layouts[index], regularization, params, gradient);
    return slope;
  });
  const withSlopes =
    scores === null
      ? byMetric.map((slope, index) =>
          throughMetric(network.structure.layers[index], spreads[index], regularization, slope),
        )
      : throughScores(network, spreads, scores, regularization.lamb, byMetric);
  return { value, spreads: withSlopes };
}

function edgeMetric(layer: Layer, spreads: Spreads, metric: EdgeMetric): Float64Array {
  const subnodes = subnodeCount(layer);
  if (metric === 'edge_forward_spline_u') return spreads.edgeStd;
  const stds = metric === 'edge_forward_sum' ? spreads.edgeStd : spreads.splineStd;
  return overRange(stds, spreads.inputStd, subnodes);
}

/** l1·Σv + entropy·(H_rows + H_columns) of one layer; adds the gradient by v to `slope`. */
function sparsity(
  layer: Layer,
  metric: Float64Array,
  { l1, entropy }: Regularization,
  slope: Float64Array,
): number {
  const subnodes = subnodeCount(layer);
  let value = 0;
  for (let edge = 0; edge < metric.length; edge++) {
    value += l1 * metric[edge];
    slope[edge] += l1;
  }
  for (let output = 0; output < subnodes; output++) {
    value += lineEntropy(metric, output, subnodes, layer.inputs, entropy / subnodes, slope);
  }
  for (let input = 0; input < layer.inputs; input++) {
    value += lineEntropy(metric, input * subnodes, 1, subnodes, entropy / layer.inputs, slope);
  }
  return value;
}

/** weight · −Σ p log₂(p + 1e-4) with p = v/(Σv + 1), over `count` entries from `at`, `stride` apart. */
function lineEntropy(
  metric: Float64Array,
  at: number,
  stride: number,
  count: number,
  weight: number,
  slope: Float64Array,
): number {
  let total = 1;
  for (let n = 0; n < count; n++) total += metric[at + n * stride];
  let value = 0;
  let shared = 0;
  for (let n = 0; n < count; n++) {
    const edge = at + n * stride;
    const p = metric[edge] / total;
    const byShare = -(Math.log2(p + logOffset) + p / ((p + logOffset) * Math.LN2));
    value -= p * Math.log2(p + logOffset);
    slope[edge] += (weight * byShare) / total;
    shared += (byShare * p) / total;
  }
  for (let n = 0; n < count; n++) slope[at + n * stride] -= weight * shared;
  return weight * value;
}

function coefficients(
  layer: Layer,
  layout: LayerLayout,
  { lamb, coef, coefDiff }: Regularization,
  params: Float64Array,
  gradient: Float64Array | null,
): number {
  if (coef === 0 && coefDiff === 0) return 0;
  const bases = basisCount(layer);
  const subnodes = subnodeCount(layer);
  let value = 0;
  for (let edge = 0; edge < edgeCount(layer); edge++) {
    const at = layout.coef + edge * bases;
    for (let i = at; i < at + bases; i++) {
      value += (coef * Math.abs(params[i])) / subnodes;
      if (gradient !== null) gradient[i] += (lamb * coef * Math.sign(params[i])) / subnodes;
      if (i === at) continue;
      const step = params[i] - params[i - 1];
      value += (coefDiff * Math.abs(step)) / subnodes;
      if (gradient === null) continue;
      gradient[i] += (lamb * coefDiff * Math.sign(step)) / subnodes;
      gradient[i - 1] -= (lamb * coefDiff * Math.sign(step)) / subnodes;
    }
  }
  return value;
}

/** From the gradient by a forward metric to the gradient by its standard deviations. */
function throughMetric(
  layer: Layer,
  spreads: Spreads,
  { metric, lamb }: Regularization,
  slope: Float64Array,
): SpreadGradient {
  if (metric === 'edge_forward_sum') return { edge: null, spline: null, input: null };
  if (metric === 'edge_forward_spline_u') {
    return { edge: slope.map((value) => lamb * value), spline: null, input: null };
  }
  const subnodes = subnodeCount(layer);
  const input = new Float64Array(layer.inputs);
  const spline = slope.map((value, edge) => {
    const from = Math.floor(edge / subnodes);
    const range = spreads.inputStd[from] + rangeOffset;
    input[from] -= (lamb * value * spreads.splineStd[edge]) / (range * range);
    return (lamb * value) / range;
  });
  return { edge: null, spline, input };
}

/**
 * Attribution read backwards, from the inputs up: e = std·s/(std(z) + 1e-4), in which pykan holds std(z) fixed, and s of
 * a subnode is the score of its node, the sum of e over the node's edges in the layer above.
 */
function throughScores(
  network: Network,
  spreads: readonly Spreads[],
  scores: readonly LayerScores[],
  lamb: number,
  byScore: readonly Float64Array[],
): SpreadGradient[] {
  let byInput = new Float64Array(network.structure.layers[0].inputs);
  return network.structure.layers.map((layer, index) => {
    const { edgeStd, subnodeStd } = spreads[index];
    const subnodes = subnodeCount(layer);
    const byNode = new Float64Array(layer.sums + layer.arities.length);
    const owners = subnodeOwners(layer);
    const edge = byScore[index].map((slope, place) => {
      const output = place % subnodes;
      const adjoint = lamb * slope + byInput[Math.floor(place / subnodes)];
      const share = 1 / (subnodeStd[output] + 1e-4);
      byNode[owners[output]] += adjoint * edgeStd[place] * share;
      return adjoint * scores[index].subnodeScores[output] * share;
    });
    byInput = byNode;
    return { edge, spline: null, input: null };
  });
}
