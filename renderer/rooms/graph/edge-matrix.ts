/**
 * The edges between two layers as a matrix: a row for each input, a column for each node, the most important first. The
 * labels of one column are one row. Pure.
 */
import { group } from 'd3-array';
import type { EdgeView, ModelView } from '../../../shared/contract/views.ts';
import { nodeLabel } from '../../drawing/layout.ts';

/** From so many edges on the lines of a graph hide each other; with more columns than this a matrix is no better. */
const [leastEdges, mostColumns] = [60, 24];

/** What one input, or one label of it, gives to a node. */
export interface MatrixEdge {
  readonly edge: EdgeView;
  /** Position in `ModelView.edges`. */
  readonly position: number;
  readonly label: string | null;
}

export interface MatrixRow {
  readonly name: string;
  /** Sum of the scores of its edges. */
  readonly score: number;
  /** [column]: one edge, or one for each label; none where all are removed. */
  readonly cells: readonly (readonly MatrixEdge[])[];
}

export interface MatrixColumn {
  readonly name: string;
  readonly score: number;
}

export interface LayerMatrix {
  readonly layer: number;
  readonly columns: readonly MatrixColumn[];
  /** Those that are used, by falling score. */
  readonly rows: readonly MatrixRow[];
  /** Names of inputs without any edge. */
  readonly unused: readonly string[];
}

/** The column and the label behind each input of the network, where they are known. */
type Sources = readonly { readonly column: string; readonly label: string | null }[];

/** Whether a network is shown as a matrix unless a graph is asked for. */
export function suitsMatrix({ edges, shape }: ModelView): boolean {
  const present = edges.filter(({ kind }) => kind !== 'removed').length;
  return present >= leastEdges && shape.slice(1).every((width) => width <= mostColumns);
}

/** @param scores importance of each edge, in the order of the model's edges */
export function layerMatrices(
  model: ModelView,
  scores: ArrayLike<number>,
  sources: Sources,
): readonly LayerMatrix[] {
  return model.shape.slice(1).map((_, layer) => layerMatrix(model, layer, scores, sources));
}

function layerMatrix(
  model: ModelView,
  layer: number,
  scores: ArrayLike<number>,
  sources: Sources,
): LayerMatrix {
  const nodes = model.nodes[layer + 1];
  const owner = new Map(
    nodes.flatMap((node, index) => node.subnodes.map((subnode) => [subnode, index] as const)),
  );
  const edges = model.edges.flatMap((edge, position) =>
    edge.layer === layer && edge.kind !== 'removed' ? [{ edge, position, score: scores[position] ?? 0 }] : [],
  );
  const scoreOf = (some: typeof edges): number => some.reduce((sum, { score }) => sum + score, 0);
  const order = nodes
    .map((node, index) => ({
      index,
      name: nodeLabel(node, layer + 1),
      score: scoreOf(edges.filter(({ edge }) => owner.get(edge.output) === index)),
    }))
    .sort((a, b) => b.score - a.score);
  const known = layer === 0 && sources.length === model.nodes[0].length;
  const groups = group(model.nodes[layer].keys(), (input) =>
    known ? sources[input].column : nodeLabel(model.nodes[layer][input], layer),
  );
  const byInput = group(edges, ({ edge }) => edge.input);
  const rows = [...groups].map(([name, inputs]) => {
    const own = inputs.flatMap((input) => byInput.get(input) ?? []);
    const cells = order.map(({ index }) =>
      own
        .filter(({ edge }) => owner.get(edge.output) === index)
        .map(({ edge, position }) => ({ edge, position, label: known ? sources[edge.input].label : null })),
    );
    return { name, score: scoreOf(own), cells };
  });
  return {
    layer,
    columns: order.map(({ name, score }) => ({ name, score })),
    rows: rows.filter(({ cells }) => cells.some((cell) => cell.length > 0)).sort((a, b) => b.score - a.score),
    unused: rows.filter(({ cells }) => cells.every((cell) => cell.length === 0)).map(({ name }) => name),
  };
}

/**
 * What each label gives, from the curves of its inputs, which are 0 or 1: the end of the curve less its beginning.
 * @param curves by edge; null where one is not known yet
 */
export function labelValues(curves: readonly (ArrayLike<number> | null)[]): number[] {
  return curves.map((curve) =>
    curve === null || curve.length === 0 ? NaN : curve[curve.length - 1] - curve[0],
  );
}
