/** A layer of other inputs and nodes than the one it is made from: fewer, in another order, or repeated. */
import {
  edgeCount,
  nodeCount,
  numbered,
  numbersOf,
  subnodeCount,
  type KanModel,
  type Layer,
} from './model.ts';
import { slicesOf, type LayerParameters } from './slices.ts';

export interface Part {
  readonly layer: Layer;
  readonly slices: LayerParameters;
}

/**
 * The layer with the inputs, subnodes and nodes at these places of its own. Its kinds of nodes stay as they are: whoever
 * takes other nodes says which are sums and products.
 */
export function partOf(
  model: KanModel,
  index: number,
  inputs: readonly number[],
  subnodes: readonly number[],
  nodes: readonly number[],
): Part {
  const layer = model.layers[index];
  const slices = slicesOf(model, index);
  const edges = inputs.flatMap((input) => subnodes.map((subnode) => input * subnodeCount(layer) + subnode));
  const ofEdges = (values: Float64Array): Float64Array => pick(values, edges, edgeCount(layer));
  const numbers = numbersOf(layer);
  const part: Layer = {
    ...layer,
    inputs: inputs.length,
    knots: pick(layer.knots, inputs, layer.inputs),
    mask: Uint8Array.from(edges, (edge) => layer.mask[edge]),
    symbolic: edges.map((edge) => layer.symbolic[edge]),
    locked: Uint8Array.from(edges, (edge) => layer.locked[edge]),
  };
  return {
    layer: numbered(
      part,
      nodes.map((node) => numbers[node]),
    ),
    slices: {
      coef: ofEdges(slices.coef),
      scaleBase: ofEdges(slices.scaleBase),
      scaleSpline: ofEdges(slices.scaleSpline),
      affine: ofEdges(slices.affine),
      subnodeScale: pick(slices.subnodeScale, subnodes, subnodeCount(layer)),
      subnodeBias: pick(slices.subnodeBias, subnodes, subnodeCount(layer)),
      nodeScale: pick(slices.nodeScale, nodes, nodeCount(layer)),
      nodeBias: pick(slices.nodeBias, nodes, nodeCount(layer)),
    },
  };
}

/** 0, 1 … `length` − 1. */
export function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** The blocks at `places` of an array that is `count` blocks long. */
function pick(values: Float64Array, places: readonly number[], count: number): Float64Array {
  const width = values.length / count;
  const picked = new Float64Array(places.length * width);
  places.forEach((place, i) => picked.set(values.subarray(place * width, (place + 1) * width), i * width));
  return picked;
}
