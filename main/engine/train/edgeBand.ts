/** How surely the data determine the curve of an edge. */
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset.ts';
import { basisWindow } from '../kan/bspline.ts';
import { requireEdge, type EdgePlace } from '../kan/editEdge.ts';
import { edgeFunction } from '../kan/functions.ts';
import { basisCount, edgeIndex, knotCount, layoutOf, type KanModel } from '../kan/model.ts';
import { uncertaintyOf, type Uncertainty } from './uncertainty.ts';

/** Rows that the mean of a curve is taken over. */
const mostInputs = 2000;
/** Kept as long as the network: whoever looks at one edge looks at the next. */
const known = new WeakMap<
  KanModel,
  { readonly dataset: Dataset; readonly uncertainty: Uncertainty | null }
>();

/**
 * 1.96 standard errors of the edge's curve about its mean over the data, at each x: the mean can move freely between the
 * edges of a node, so that only what is left has an error. All that is trained may vary, as far as training's smoothness
 * prior lets it.
 * @param inputs what the edge receives on the data.
 * @returns null where it can't be told: the edge is locked or removed, or see {@link uncertaintyOf}.
 */
export async function edgeBand(
  backend: Backend,
  model: KanModel,
  dataset: Dataset,
  place: EdgePlace,
  x: Float64Array,
  inputs: Float64Array,
): Promise<Float64Array | null> {
  const edge = requireEdge(model, place);
  const own = ownParameters(model, place);
  if (own.length === 0 || model.layers[place.layer].locked[edge] === 1) return null;
  const uncertainty = await uncertaintyFor(backend, model, dataset);
  if (uncertainty === null) return null;
  const covariance = uncertainty.covariance(own);
  const mean = new Float64Array(own.length);
  const step = Math.ceil(inputs.length / mostInputs);
  const thinned = inputs.filter((_, row) => row % step === 0);
  for (const input of thinned) {
    slopesAt(model, place, input).forEach((slope, i) => (mean[i] += slope / thinned.length));
  }
  return x.map(
    (at) =>
      1.96 *
      Math.sqrt(
        quadraticForm(
          covariance,
          slopesAt(model, place, at).map((slope, i) => slope - mean[i]),
        ),
      ),
  );
}

/** gᵀCg, at least 0 whatever the rounding. */
function quadraticForm(covariance: Float64Array, g: Float64Array): number {
  let sum = 0;
  covariance.forEach((value, i) => (sum += g[Math.floor(i / g.length)] * value * g[i % g.length]));
  return Math.max(0, sum);
}

async function uncertaintyFor(
  backend: Backend,
  model: KanModel,
  dataset: Dataset,
): Promise<Uncertainty | null> {
  const last = known.get(model);
  if (last?.dataset === dataset) return last.uncertainty;
  const uncertainty = await uncertaintyOf(backend, model, dataset, 'smooth');
  known.set(model, { dataset, uncertainty });
  return uncertainty;
}

/** Indices of all that an edge's curve depends on, scaleSpline aside: c·scaleSpline is redundant. */
function ownParameters(model: KanModel, { layer: index, input, output }: EdgePlace): number[] {
  const layer = model.layers[index];
  const layout = layoutOf(model.layers)[index];
  const edge = edgeIndex(layer, input, output);
  if (layer.symbolic[edge] !== null) return [0, 1, 2, 3].map((i) => layout.affine + 4 * edge + i);
  if (layer.mask[edge] === 0) return [];
  const bases = basisCount(layer);
  const coef = Array.from({ length: bases }, (_, g) => layout.coef + edge * bases + g);
  return [...coef, layout.scaleBase + edge];
}

/** Derivatives of the edge's value at x by {@link ownParameters}, in their order. */
function slopesAt(model: KanModel, place: EdgePlace, x: number): Float64Array {
  const edge = requireEdge(model, place);
  const layer = model.layers[place.layer];
  const layout = layoutOf(model.layers)[place.layer];
  const name = layer.symbolic[edge];
  if (name !== null) {
    const [a, b, c] = model.params.subarray(layout.affine + 4 * edge, layout.affine + 4 * edge + 3);
    const { value, derivative } = edgeFunction(name);
    const slope = c * derivative(a * x + b);
    return Float64Array.of(slope * x, slope, value(a * x + b), 1);
  }
  const { knots, grid, order } = layer;
  const bases = basisCount(layer);
  const slopes = new Float64Array(bases + 1);
  const window = new Float64Array(order + 1);
  const first = basisWindow(knots, place.input * knotCount(layer), grid, order, x, window, null, 0);
  const scale = model.params[layout.scaleSpline + edge];
  window.forEach((basis, i) => (slopes[first + i] = scale * basis));
  slopes[bases] = x / (1 + Math.exp(-x));
  return slopes;
}
