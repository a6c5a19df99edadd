/**
 * The network as an immutable value: its discrete structure layer by layer and one flat vector of parameters.
 * Conventions follow pykan 0.2.8 (Liu et al., arXiv 2404.19756 and 2408.10205):
 *
 *     φ_ij(x) = mask_ij · (scaleBase_ij · b(x) + scaleSpline_ij · Σ_g coef_ijg B_g(x))
 *     ψ_ij(x) = c·f(a·x + b) + d                       where the edge is symbolic
 *     z_j = Σ_i φ_ij + ψ_ij,   u_j = subnodeScale_j · z_j + subnodeBias_j
 *     nodes: the first `sums` u's, then products of `arity` consecutive u's; y = nodeScale · node + nodeBias
 */
import { baseFunctions, type BaseFunctionName } from '../../../shared/baseFunctions.ts';

/** The discrete part of one layer, with n inputs and m subnodes (m = sums + Σ arities). */
export interface Layer {
  readonly inputs: number;
  readonly sums: number;
  /** Number of factors of each multiplication node, ≥ 2. */
  readonly arities: readonly number[];
  /** Grid intervals G and spline order (degree) k. */
  readonly grid: number;
  readonly order: number;
  /** The base function b of all edges. */
  readonly base: BaseFunctionName;
  /** Extended knot vectors, [input][G + 1 + 2k], ascending. */
  readonly knots: Float64Array;
  /** 1 where the spline part is present, [input][subnode]. */
  readonly mask: Uint8Array;
  /** Function name where the edge is symbolic, else null, [input][subnode]. */
  readonly symbolic: readonly (string | null)[];
  /** 1 where a person locked the edge: its parameters are not trained, [input][subnode]. */
  readonly locked: Uint8Array;
  /**
   * Numbers in the names of the nodes, different ones from 1; absent where they are 1, 2, 3 … See {@link numbersOf}.
   */
  readonly nodeNumbers?: readonly number[] | undefined;
}

/** What an evaluator needs to know before it gets parameters. */
export interface Structure {
  readonly layers: readonly Layer[];
}

export interface KanModel extends Structure {
  /** All parameters, laid out as {@link layoutOf} says. */
  readonly params: Float64Array;
}

/** Offsets into `params` of one layer's slices. Lengths follow from the layer. */
export interface LayerLayout {
  /** [input][subnode][G + k] */
  readonly coef: number;
  /** [input][subnode] */
  readonly scaleBase: number;
  /** [input][subnode] */
  readonly scaleSpline: number;
  /** [input][subnode][a, b, c, d] */
  readonly affine: number;
  /** [subnode] */
  readonly subnodeScale: number;
  readonly subnodeBias: number;
  /** [node] */
  readonly nodeScale: number;
  readonly nodeBias: number;
  /** One past the layer's last parameter. */
  readonly end: number;
}

/** Subnodes of a layer: where its edges end. */
export function subnodeCount(layer: Layer): number {
  return layer.arities.reduce((total, arity) => total + arity, layer.sums);
}

/** Nodes of a layer: the inputs of the next layer. */
export function nodeCount(layer: Layer): number {
  return layer.sums + layer.arities.length;
}

/**
 * The number in the name of each node of a layer, from 1: it stays with the node when other nodes are pruned or moved.
 */
export function numbersOf(layer: Layer): readonly number[] {
  return layer.nodeNumbers ?? Array.from({ length: nodeCount(layer) }, (_, node) => node + 1);
}

/** The layer with these numbers of its nodes. */
export function numbered(layer: Layer, numbers: readonly number[]): Layer {
  const byPlace = numbers.every((number, node) => number === node + 1);
  return { ...layer, nodeNumbers: byPlace ? undefined : numbers };
}

/** The node that each subnode belongs to, [subnode]. */
export function subnodeOwners(layer: Layer): number[] {
  const owners = Array.from({ length: layer.sums }, (_, node) => node);
  layer.arities.forEach((arity, product) => {
    for (let factor = 0; factor < arity; factor++) owners.push(layer.sums + product);
  });
  return owners;
}

/** Edges of a layer, present or pruned. */
export function edgeCount(layer: Layer): number {
  return layer.inputs * subnodeCount(layer);
}

/** Basis functions per edge, G + k. */
export function basisCount(layer: Layer): number {
  return layer.grid + layer.order;
}

/** Whether the edges have a base function that is not 0: without one, their `scaleBase` is 0 and is not trained. */
export function hasBase({ base }: Layer): boolean {
  return baseFunctions[base].gate !== 0;
}

/** Knots per input, G + 1 + 2k. */
export function knotCount(layer: Layer): number {
  return layer.grid + 1 + 2 * layer.order;
}

/** The offsets of each layer's slices in the flat parameter vector. */
export function layoutOf(layers: readonly Layer[]): readonly LayerLayout[] {
  let at = 0;
  const take = (length: number): number => {
    const start = at;
    at += length;
    return start;
  };
  return layers.map((layer) => {
    const edges = layer.inputs * subnodeCount(layer);
    return {
      coef: take(edges * basisCount(layer)),
      scaleBase: take(edges),
      scaleSpline: take(edges),
      affine: take(edges * 4),
      subnodeScale: take(subnodeCount(layer)),
      subnodeBias: take(subnodeCount(layer)),
      nodeScale: take(nodeCount(layer)),
      nodeBias: take(nodeCount(layer)),
      end: at,
    };
  });
}

/** Length of the parameter vector. */
export function parameterCount(layers: readonly Layer[]): number {
  return layoutOf(layers).at(-1)?.end ?? 0;
}

/** Index of an edge in the [input][subnode] arrays of its layer. */
export function edgeIndex(layer: Layer, input: number, output: number): number {
  return input * subnodeCount(layer) + output;
}

/** Node counts by layer, inputs first: [2, 5, 1]. */
export function shapeOf(model: Structure): number[] {
  return [model.layers[0].inputs, ...model.layers.map(nodeCount)];
}
