/** The arrays that a pass over a fixed number of rows fills. Columns are stored one after another: [column][row]. */
import { edgeCount, nodeCount, subnodeCount, type Layer, type Structure } from '../../kan/model.ts';
import type { Spreads } from '../core/spread.ts';

export interface LayerSpace {
  readonly inputs: Float64Array;
  /** Per [input][row]: first basis of the window and its k + 1 values and derivatives. */
  readonly first: Int32Array;
  readonly basis: Float64Array;
  readonly basisSlope: Float64Array;
  readonly base: Float64Array;
  readonly baseSlope: Float64Array;
  /** z, u and the nodes before their affine term. */
  readonly sums: Float64Array;
  readonly subnodes: Float64Array;
  readonly nodes: Float64Array;
  readonly outputs: Float64Array;
  readonly spreads: Spreads;
  readonly inputGradient: Float64Array;
  readonly subnodeGradient: Float64Array;
}

export interface Workspace {
  readonly rows: number;
  readonly layers: readonly LayerSpace[];
  readonly outputGradient: Float64Array;
  /** One column each, for temporary values. */
  readonly spline: Float64Array;
  readonly symbolic: Float64Array;
}

/** Room for the values and gradients of all layers on so many rows; the outputs of a layer are the inputs of the next. */
export function createWorkspace(structure: Structure, rows: number): Workspace {
  const layers: LayerSpace[] = [];
  for (const layer of structure.layers) {
    const inputs = layers.at(-1)?.outputs ?? new Float64Array(layer.inputs * rows);
    layers.push(layerSpace(layer, inputs, rows));
  }
  return {
    rows,
    layers,
    outputGradient: new Float64Array(layers.at(-1).outputs.length),
    spline: new Float64Array(rows),
    symbolic: new Float64Array(rows),
  };
}

function layerSpace(layer: Layer, inputs: Float64Array, rows: number): LayerSpace {
  const columns = (count: number): Float64Array => new Float64Array(count * rows);
  const subnodes = subnodeCount(layer);
  const edges = edgeCount(layer);
  const window = layer.order + 1;
  return {
    inputs,
    first: new Int32Array(layer.inputs * rows),
    basis: columns(layer.inputs * window),
    basisSlope: columns(layer.inputs * window),
    base: columns(layer.inputs),
    baseSlope: columns(layer.inputs),
    sums: columns(subnodes),
    subnodes: columns(subnodes),
    nodes: columns(nodeCount(layer)),
    outputs: columns(nodeCount(layer)),
    spreads: {
      inputMean: new Float64Array(layer.inputs),
      inputStd: new Float64Array(layer.inputs),
      splineMean: new Float64Array(edges),
      splineStd: new Float64Array(edges),
      edgeMean: new Float64Array(edges),
      edgeStd: new Float64Array(edges),
      subnodeMean: new Float64Array(subnodes),
      subnodeStd: new Float64Array(subnodes),
    },
    inputGradient: columns(layer.inputs),
    subnodeGradient: columns(subnodes),
  };
}
