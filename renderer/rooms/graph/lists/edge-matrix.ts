/**
 * The edges between two layers as a matrix: a row for each input column or node, a column for each node, the most
 * important first. Pure.
 */
import { group, sum } from 'd3-array';
import type { ImportanceView } from '../../../../shared/contract/views/importance.ts';
import type { ModelView } from '../../../../shared/contract/views/network.ts';
import { columnOf, foldedEdges, leadingInputs, type FoldedEdge } from '../../../drawing/folded.ts';
import { nodeLabel } from '../../../drawing/layout.ts';

/** From so many edges on the lines of a graph hide each other; with more columns than this a matrix is no better. */
const [leastEdges, mostColumns] = [60, 24];

export interface MatrixRow {
  readonly name: string;
  /** Sum of the scores of its edges. */
  readonly score: number;
  /** The column's importance on held-out rows; null for hidden nodes, and until it is known. */
  readonly share: number | null;
  /** [column]: the edge to a sum, those to the factors of a product; none where all are removed. */
  readonly cells: readonly (readonly FoldedEdge[])[];
}

export interface MatrixColumn {
  readonly name: string;
  readonly score: number;
}

export interface LayerMatrix {
  readonly layer: number;
  readonly columns: readonly MatrixColumn[];
  /** Those that are used, by falling importance where it is known, else by falling score. */
  readonly rows: readonly MatrixRow[];
  /** Names of inputs without any edge. */
  readonly unused: readonly string[];
}

/** Whether a network is shown as a matrix unless a graph is asked for. */
export function suitsMatrix(model: ModelView): boolean {
  const present = foldedEdges(model).filter(({ edge }) => edge.kind !== 'removed').length;
  return present >= leastEdges && model.shape.slice(1).every((width) => width <= mostColumns);
}

/** @param importance of this network's input columns; null while it is not known */
export function layerMatrices(model: ModelView, importance: ImportanceView | null): readonly LayerMatrix[] {
  const shares = new Map((importance?.columns ?? []).map(({ name, share }) => [name, share]));
  return model.shape.slice(1).map((_, layer) => layerMatrix(model, layer, layer === 0 ? shares : new Map()));
}

function layerMatrix(model: ModelView, layer: number, shares: ReadonlyMap<string, number>): LayerMatrix {
  const nodes = model.nodes[layer + 1];
  const owner = new Map(
    nodes.flatMap((node, index) => node.subnodes.map((subnode) => [subnode, index] as const)),
  );
  const edges = foldedEdges(model).filter(({ edge }) => edge.layer === layer && edge.kind !== 'removed');
  const scoreOf = (some: readonly FoldedEdge[]): number => sum(some, ({ edge }) => edge.score);
  const order = nodes
    .map((node, index) => ({
      index,
      name: nodeLabel(node, layer + 1),
      score: scoreOf(edges.filter(({ edge }) => owner.get(edge.output) === index)),
    }))
    .sort((a, b) => b.score - a.score);
  const byInput = group(edges, ({ edge }) => edge.input);
  const leads = leadingInputs(model);
  const inputs = [...model.nodes[layer].keys()].filter((input) => layer > 0 || leads[input] === input);
  const rows = inputs.map((input): MatrixRow => {
    const node = model.nodes[layer][input];
    const own = byInput.get(input) ?? [];
    return {
      name: nodeLabel(node, layer),
      score: scoreOf(own),
      share: shares.get(columnOf(node)) ?? null,
      cells: order.map(({ index }) => own.filter(({ edge }) => owner.get(edge.output) === index)),
    };
  });
  const isUsed = ({ cells }: MatrixRow): boolean => cells.some((cell) => cell.length > 0);
  return {
    layer,
    columns: order.map(({ name, score }) => ({ name, score })),
    rows: rows.filter(isUsed).sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || b.score - a.score),
    unused: rows.filter((row) => !isUsed(row)).map(({ name }) => name),
  };
}
