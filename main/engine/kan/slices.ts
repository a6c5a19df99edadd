/**
 * Conversion between the flat parameters of a model and slices for each layer; every operation that changes the
 * structure uses it.
 */
import {
  basisCount,
  edgeCount,
  layoutOf,
  nodeCount,
  parameterCount,
  subnodeCount,
  type KanModel,
  type Layer,
} from './model.ts';

/** The slices that {@link import('./model.ts').LayerLayout} names, as arrays of their own. */
export interface LayerParameters {
  readonly coef: Float64Array;
  readonly scaleBase: Float64Array;
  readonly scaleSpline: Float64Array;
  readonly affine: Float64Array;
  readonly subnodeScale: Float64Array;
  readonly subnodeBias: Float64Array;
  readonly nodeScale: Float64Array;
  readonly nodeBias: Float64Array;
}

/** Copies of one layer's slices. */
export function slicesOf(model: KanModel, index: number): LayerParameters {
  const layer = model.layers[index];
  const layout = layoutOf(model.layers)[index];
  const take = (at: number, length: number): Float64Array => model.params.slice(at, at + length);
  const edges = edgeCount(layer);
  return {
    coef: take(layout.coef, edges * basisCount(layer)),
    scaleBase: take(layout.scaleBase, edges),
    scaleSpline: take(layout.scaleSpline, edges),
    affine: take(layout.affine, edges * 4),
    subnodeScale: take(layout.subnodeScale, subnodeCount(layer)),
    subnodeBias: take(layout.subnodeBias, subnodeCount(layer)),
    nodeScale: take(layout.nodeScale, nodeCount(layer)),
    nodeBias: take(layout.nodeBias, nodeCount(layer)),
  };
}

/** The model with these layers and slices, one set of slices for each layer. */
export function assemble(layers: readonly Layer[], slices: readonly LayerParameters[]): KanModel {
  const params = new Float64Array(parameterCount(layers));
  layoutOf(layers).forEach((layout, index) => {
    const slice = slices[index];
    params.set(slice.coef, layout.coef);
    params.set(slice.scaleBase, layout.scaleBase);
    params.set(slice.scaleSpline, layout.scaleSpline);
    params.set(slice.affine, layout.affine);
    params.set(slice.subnodeScale, layout.subnodeScale);
    params.set(slice.subnodeBias, layout.subnodeBias);
    params.set(slice.nodeScale, layout.nodeScale);
    params.set(slice.nodeBias, layout.nodeBias);
  });
  return { layers, params };
}

/** The model with one layer replaced; the others keep their parameters. */
export function withLayer(model: KanModel, index: number, layer: Layer, slices: LayerParameters): KanModel {
  return assemble(
    model.layers.with(index, layer),
    model.layers.map((_, other) => (other === index ? slices : slicesOf(model, other))),
  );
}
