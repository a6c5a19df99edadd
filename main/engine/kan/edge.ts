/** One edge as a function of its input. */
import { baseSlope, baseValue } from '../../../shared/baseFunctions.ts';
import { splineValues } from './bspline.ts';
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { basisCount, edgeIndex, knotCount, layoutOf, type KanModel } from './model.ts';

/** An edge of a model, and where it is asked for. */
type EdgeAt = [model: KanModel, layer: number, input: number, output: number, xs: Float64Array];

/**
 * φ(x) + ψ(x) of the edge from `input` of a layer to its subnode `output`, at each x; 0 for a removed edge.
 * @throws KanError `function.unknown` where the edge names no function of the library.
 */
export function edgeValues(...at: EdgeAt): Float64Array {
  return sumOfParts(false, ...at);
}

/** The derivative of {@link edgeValues} by x, at each x. @throws as it does */
export function edgeSlopes(...at: EdgeAt): Float64Array {
  return sumOfParts(true, ...at);
}

function sumOfParts(slopes: boolean, ...[model, index, input, output, xs]: EdgeAt): Float64Array {
  const layer = model.layers[index];
  const layout = layoutOf(model.layers)[index];
  const { params } = model;
  const edge = edgeIndex(layer, input, output);
  const sums = new Float64Array(xs.length);
  if (layer.mask[edge]) {
    const { knots, grid, order } = layer;
    const coefAt = layout.coef + edge * basisCount(layer);
    const spline = splineValues(knots, input * knotCount(layer), grid, order, params, coefAt, xs, slopes);
    const base = slopes ? baseSlope : baseValue;
    const scaleBase = params[layout.scaleBase + edge];
    const scaleSpline = params[layout.scaleSpline + edge];
    xs.forEach((x, i) => (sums[i] += base(layer.base, scaleBase, x) + scaleSpline * spline[i]));
  }
  const name = layer.symbolic[edge];
  if (name !== null) {
    const fn = edgeFunction(name);
    const [a, b, c, d] = params.subarray(layout.affine + edge * 4, layout.affine + edge * 4 + 4);
    if (slopes) xs.forEach((x, i) => (sums[i] += c * a * fn.derivative(a * x + b)));
    else xs.forEach((x, i) => (sums[i] += c * fn.value(a * x + b) + d));
  }
  return sums;
}
