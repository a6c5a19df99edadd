/** One edge as a function of its input. */
import { baseSlope, baseValue } from '../../../shared/baseFunctions.ts';
import { splineSlopes, splineValues } from './bspline.ts';
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { basisCount, edgeIndex, knotCount, layoutOf, type KanModel } from './model.ts';

/**
 * φ(x) + ψ(x) of the edge from `input` of a layer to its subnode `output`, at each x; 0 for a removed edge.
 * @throws KanError `function.unknown` where the edge names no function of the library.
 */
export function edgeValues(
  model: KanModel,
  index: number,
  input: number,
  output: number,
  xs: Float64Array,
): Float64Array {
  const layer = model.layers[index];
  const layout = layoutOf(model.layers)[index];
  const { params } = model;
  const edge = edgeIndex(layer, input, output);
  const values = new Float64Array(xs.length);
  if (layer.mask[edge]) {
    const coefAt = layout.coef + edge * basisCount(layer);
    const spline = splineValues(
      layer.knots,
      input * knotCount(layer),
      layer.grid,
      layer.order,
      params,
      coefAt,
      xs,
    );
    const scaleBase = params[layout.scaleBase + edge];
    const scaleSpline = params[layout.scaleSpline + edge];
    xs.forEach((x, i) => (values[i] += baseValue(layer.base, scaleBase, x) + scaleSpline * spline[i]));
  }
  const name = layer.symbolic[edge];
  if (name !== null) {
    const fn = edgeFunction(name);
    const [a, b, c, d] = params.subarray(layout.affine + edge * 4, layout.affine + edge * 4 + 4);
    xs.forEach((x, i) => (values[i] += c * fn.value(a * x + b) + d));
  }
  return values;
}

/** The derivative of {@link edgeValues} by x, at each x. @throws as it does */
export function edgeSlopes(
  model: KanModel,
  index: number,
  input: number,
  output: number,
  xs: Float64Array,
): Float64Array {
  const layer = model.layers[index];
  const layout = layoutOf(model.layers)[index];
  const { params } = model;
  const edge = edgeIndex(layer, input, output);
  const slopes = new Float64Array(xs.length);
  if (layer.mask[edge]) {
    const { knots, grid, order } = layer;
    const coefAt = layout.coef + edge * basisCount(layer);
    const spline = splineSlopes(knots, input * knotCount(layer), grid, order, params, coefAt, xs);
    const scaleBase = params[layout.scaleBase + edge];
    const scaleSpline = params[layout.scaleSpline + edge];
    xs.forEach((x, i) => (slopes[i] += baseSlope(layer.base, scaleBase, x) + scaleSpline * spline[i]));
  }
  const name = layer.symbolic[edge];
  if (name !== null) {
    const fn = edgeFunction(name);
    const [a, b, c] = params.subarray(layout.affine + edge * 4, layout.affine + edge * 4 + 3);
    xs.forEach((x, i) => (slopes[i] += c * a * fn.derivative(a * x + b)));
  }
  return slopes;
}
