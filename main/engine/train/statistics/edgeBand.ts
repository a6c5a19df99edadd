/** The uncertainty band of the curve of an edge. */
import { baseValue } from '../../../../shared/baseFunctions.ts';
import type { EdgeRef } from '../../../../shared/refs.ts';
import type { Backend } from '../../compute/backend.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { basisWindow } from '../../kan/bspline.ts';
import { edgeSlopes } from '../../kan/edge.ts';
import { edgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import { basisCount, edgeIndex, hasBase, knotCount, layoutOf, type KanModel } from '../../kan/model.ts';
import { leastSquares } from '../../kan/leastSquares.ts';
import { requireEdge } from '../../kan/places.ts';
import { uncertaintyOf } from './uncertainty.ts';

/** Rows that the mean of a curve is taken over. */
const mostInputs = 2000;

/**
 * Half the 95 % band of the edge's curve at each x, without the changes that other edges can compensate for (see
 * {@link compensated}). All trained parameters may vary, as far as the smoothness prior of training allows.
 * @param inputs the edge's input values on the data.
 * @returns null where there is no band: the edge is locked or removed, or see {@link uncertaintyOf}.
 */
export async function edgeBand(
  backend: Backend,
  model: KanModel,
  dataset: Dataset,
  place: EdgeRef,
  x: Float64Array,
  inputs: Float64Array,
): Promise<Float64Array | null> {
  const edge = requireEdge(model, place);
  const own = ownParameters(model, place);
  if (own.length === 0 || model.layers[place.layer].locked[edge] === 1) return null;
  const uncertainty = await uncertaintyOf(backend, model, dataset, 'smooth');
  if (uncertainty === null) return null;
  const covariance = uncertainty.covariance(own);
  const step = Math.ceil(inputs.length / mostInputs);
  const thinned = inputs.filter((_, row) => row % step === 0);
  const slopes = Array.from(thinned, (at) => slopesAt(model, place, at));
  const solve = onto(compensated(model, place, thinned));
  const shares = own.map((_, i) => solve(Float64Array.from(slopes, (slope) => slope[i])));
  const directions = compensated(model, place, x);
  return x.map((at, point) => {
    const left = slopesAt(model, place, at).map((slope, i) =>
      directions.reduce((rest, direction, k) => rest - shares[i][k] * direction[point], slope),
    );
    return uncertainty.half95 * Math.sqrt(quadraticForm(covariance, left));
  });
}

/**
 * Changes of an edge's curve φ for which other edges can compensate, so that no data determine them, at each x: a
 * constant, which can move between the edges of a node; after a hidden node also φ′ and x·φ′, for a shift and a scale
 * of the node's value.
 */
export function compensated(model: KanModel, place: EdgeRef, x: Float64Array): Float64Array[] {
  const { layer, input, output } = place;
  const constant = new Float64Array(x.length).fill(1);
  if (layer === 0) return [constant];
  const slopes = edgeSlopes(model, layer, input, output, x);
  return [constant, slopes, slopes.map((slope, i) => slope * x[i])];
}

/** Coefficients of the directions in the combination nearest to a curve, by least squares over all points. */
function onto(directions: readonly Float64Array[]): (curve: Float64Array) => Float64Array {
  const [{ length: points }] = directions;
  const matrix = new Float64Array(points * directions.length);
  directions.forEach((direction, k) => direction.forEach((y, i) => (matrix[i * directions.length + k] = y)));
  return leastSquares(matrix, points, directions.length);
}

/** gᵀCg, at least 0 whatever the rounding. */
function quadraticForm(covariance: Float64Array, g: Float64Array): number {
  let sum = 0;
  covariance.forEach((value, i) => (sum += g[Math.floor(i / g.length)] * value * g[i % g.length]));
  return Math.max(0, sum);
}

/** Indices of the parameters of an edge's curve without scaleSpline: c·scaleSpline is redundant. */
function ownParameters(model: KanModel, { layer: index, input, output }: EdgeRef): number[] {
  const layer = model.layers[index];
  const layout = layoutOf(model.layers)[index];
  const edge = edgeIndex(layer, input, output);
  if (layer.symbolic[edge] !== null) return [0, 1, 2, 3].map((i) => layout.affine + 4 * edge + i);
  if (layer.mask[edge] === 0) return [];
  const bases = basisCount(layer);
  const coef = Array.from({ length: bases }, (_, g) => layout.coef + edge * bases + g);
  return hasBase(layer) ? [...coef, layout.scaleBase + edge] : coef;
}

/** Derivatives of the edge's value at x by {@link ownParameters}, in their order. */
function slopesAt(model: KanModel, place: EdgeRef, x: number): Float64Array {
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
  const { knots, grid, order, base } = layer;
  const bases = basisCount(layer);
  const slopes = new Float64Array(hasBase(layer) ? bases + 1 : bases);
  const window = new Float64Array(order + 1);
  const first = basisWindow(knots, place.input * knotCount(layer), grid, order, x, window, null, 0);
  const scale = model.params[layout.scaleSpline + edge];
  window.forEach((basis, i) => (slopes[first + i] = scale * basis));
  if (hasBase(layer)) slopes[bases] = baseValue(base, 1, x);
  return slopes;
}
