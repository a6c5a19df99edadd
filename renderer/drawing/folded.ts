/**
 * Edges as they are shown: the inputs of a category's labels are one input, so their edges to the same place are one
 * edge. Pure.
 */
import { group } from 'd3-array';
import type { EdgeRef } from '../../shared/refs.ts';
import type { EdgeView, ModelView, NodeView } from '../../shared/contract/views/network.ts';

/** An edge of the network behind an edge that is shown. */
export interface EdgePart {
  readonly edge: EdgeView;
  /** Position in `ModelView.edges`. */
  readonly position: number;
  /** The label that it belongs to; null for an edge of a number. */
  readonly label: string | null;
}

/** An edge that is shown: one of the network, or those of all labels of a category. */
export interface FoldedEdge {
  /** The one edge; of several, the first, with what holds for all of them together. */
  readonly edge: EdgeView;
  /** One for each label, pruned ones too. */
  readonly parts: readonly EdgePart[];
}

/** The column of an input, or the name of another node; '' for a node without a name. */
export function columnOf({ category, name }: NodeView): string {
  return category?.column ?? name;
}

/** For each input, the first input of the same column: the one that stands for all of them. */
export function leadingInputs({ nodes: [inputs] }: ModelView): readonly number[] {
  const first = new Map<string, number>();
  return inputs.map(({ category }, input) => {
    if (category === null) return input;
    const lead = first.get(category.column) ?? input;
    first.set(category.column, lead);
    return lead;
  });
}

/** Nodes of each layer as they are shown, from the inputs to the outputs; a category is one input. */
export function shownShape(model: ModelView): readonly number[] {
  return [new Set(leadingInputs(model)).size, ...model.shape.slice(1)];
}

interface Folded {
  readonly edges: readonly FoldedEdge[];
  /** By each edge of the network. */
  readonly byPart: ReadonlyMap<string, FoldedEdge>;
}

const known = new WeakMap<ModelView, Folded>();

/** The edges of a network as they are shown, in the order of the network's edges. */
export function foldedEdges(model: ModelView): readonly FoldedEdge[] {
  return foldedOf(model).edges;
}

function foldedOf(model: ModelView): Folded {
  const before = known.get(model);
  if (before) return before;
  const leads = leadingInputs(model);
  const parts = model.edges.map((edge, position): EdgePart => ({
    edge,
    position,
    label: edge.layer === 0 ? (model.nodes[0][edge.input].category?.label ?? null) : null,
  }));
  const groups = group(parts, ({ edge }) =>
    keyOf(edge.layer === 0 ? { ...edge, input: leads[edge.input] } : edge),
  );
  const edges = [...groups.values()].map((of) => ({ edge: summaryOf(of), parts: of }));
  const byPart = new Map(
    edges.flatMap((folded) => folded.parts.map(({ edge }) => [keyOf(edge), folded] as const)),
  );
  const folded = { edges, byPart };
  known.set(model, folded);
  return folded;
}

function keyOf({ layer, input, output }: EdgeRef): string {
  return `${layer},${input},${output}`;
}

function summaryOf(parts: readonly EdgePart[]): EdgeView {
  const edges = parts.map(({ edge }) => edge);
  if (edges.length === 1) return edges[0];
  const present = edges.filter(({ kind }) => kind !== 'removed');
  const kind =
    present.length === 0
      ? 'removed'
      : present.every((one) => one.kind === 'symbolic')
        ? 'symbolic'
        : 'spline';
  return {
    ...edges[0],
    kind,
    fn: null,
    locked: present.length > 0 && present.every(({ locked }) => locked),
    score: edges.reduce((sum, { score }) => sum + score, 0),
  };
}

/** The edge that is shown for an edge of the network; null where the network has no such edge. */
export function foldedEdgeOf(model: ModelView, edge: EdgeRef): FoldedEdge | null {
  return foldedOf(model).byPart.get(keyOf(edge)) ?? null;
}

/** The edges behind it that are not pruned; all of them where all are. */
export function refsOf({ edge: { kind }, parts }: FoldedEdge): readonly EdgeRef[] {
  return parts
    .filter(({ edge }) => kind === 'removed' || edge.kind !== 'removed')
    .map(({ edge: { layer, input, output } }) => ({ layer, input, output }));
}

/** Whether it stands for the labels of a category. */
export function isCategory({ parts }: Pick<FoldedEdge, 'parts'>): boolean {
  return parts[0].label !== null;
}

/** @param scores of the network's edges, in their order. */
export function scoreOf({ parts }: Pick<FoldedEdge, 'parts'>, scores: ArrayLike<number>): number {
  return parts.reduce((sum, { position }) => sum + (scores[position] ?? 0), 0);
}
