/** One edge as a function of its input. */
import { splineValues } from './bspline.ts';
import { edgeFunction } from './functions.ts';
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
    xs.forEach((x, i) => (values[i] += (scaleBase * x) / (1 + Math.exp(-x)) + scaleSpline * spline[i]));
  }
  const name = layer.symbolic[edge];
  if (name !== null) {
    const fn = edgeFunction(name);
    const [a, b, c, d] = params.subarray(layout.affine + edge * 4, layout.affine + edge * 4 + 4);
    xs.forEach((x, i) => (values[i] += c * fn.value(a * x + b) + d));
  }
  return values;
}
