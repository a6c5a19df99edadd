/** What the passes of a structure need, computed once: sizes, and which nodes are connected. No tensors. */
import {
  layoutOf,
  nodeCount,
  subnodeCount,
  type Layer,
  type LayerLayout,
  type Structure,
} from '../../kan/model.ts';

/** Symbolic edges of one layer that share a function. */
export interface SymbolicGroup {
  readonly name: string;
  /** Indices of the edges, [input][subnode]. */
  readonly edges: readonly number[];
}

export interface TensorLayer {
  readonly layer: Layer;
  readonly layout: LayerLayout;
  readonly inputs: number;
  readonly subnodes: number;
  readonly nodes: number;
  /** Bases of an input: G + k, and the base function. */
  readonly columns: number;
  readonly groups: readonly SymbolicGroup[];
  /** Edges of all groups, in their order. */
  readonly symbolicEdges: readonly number[];
  /** By position: the subnode of this factor in each product, −1 if a product has fewer factors, [product]. */
  readonly factors: readonly (readonly number[])[];
}

export interface TensorPlan {
  readonly structure: Structure;
  readonly layers: readonly TensorLayer[];
  readonly parameters: number;
}

/** @returns null if an edge is spline and symbolic at once: the plain backend computes such a network. */
export function tensorPlanOf(structure: Structure): TensorPlan | null {
  const both = structure.layers.some((layer) =>
    layer.symbolic.some((name, edge) => name !== null && layer.mask[edge] === 1),
  );
  if (both) return null;
  const layouts = layoutOf(structure.layers);
  const layers = structure.layers.map((layer, index): TensorLayer => {
    const groups = groupsOf(layer);
    return {
      layer,
      layout: layouts[index],
      inputs: layer.inputs,
      subnodes: subnodeCount(layer),
      nodes: nodeCount(layer),
      columns: layer.grid + layer.order + 1,
      groups,
      symbolicEdges: groups.flatMap(({ edges }) => edges),
      factors: factorsOf(layer),
    };
  });
  return { structure, layers, parameters: layouts.at(-1)?.end ?? 0 };
}

function groupsOf({ symbolic }: Layer): SymbolicGroup[] {
  const groups = new Map<string, number[]>();
  symbolic.forEach((name, edge) => {
    if (name === null) return;
    const edges = groups.get(name);
    if (edges === undefined) groups.set(name, [edge]);
    else edges.push(edge);
  });
  return [...groups].map(([name, edges]) => ({ name, edges }));
}

function factorsOf({ sums, arities }: Layer): number[][] {
  const starts = arities.map((_, product) => arities.slice(0, product).reduce((a, b) => a + b, sums));
  return Array.from({ length: Math.max(0, ...arities) }, (_, factor) =>
    arities.map((arity, product) => (factor < arity ? starts[product] + factor : -1)),
  );
}
