/** Views of the network: its nodes and edges, and the curves of edges. */
import type { EdgeRef } from '../../refs.ts';

export type EdgeKind = 'spline' | 'symbolic' | 'removed';

export interface EdgeView extends EdgeRef {
  readonly kind: EdgeKind;
  /** Name of the function of a symbolic edge, else null. */
  readonly fn: string | null;
  readonly locked: boolean;
  /** pykan's attribution score, ≥ 0; NaN until it is measured. */
  readonly score: number;
}

export interface NodeView {
  readonly kind: 'input' | 'sum' | 'product' | 'output';
  /** Name of an input or output, else ''. */
  readonly name: string;
  /** The number of the node in its layer, from 1: the node keeps it when other nodes are removed or moved. */
  readonly number: number;
  /** Subnodes (edge outputs of the layer below) that feed this node; empty for inputs. */
  readonly subnodes: readonly number[];
  readonly score: number;
  /** For an input that is 1 on rows with a label of a category column, and 0 on others; else null. */
  readonly category: { readonly column: string; readonly label: string } | null;
}

export interface ModelView {
  /** Identity of the revision: changes with every operation. */
  readonly revision: string;
  /** Node counts by layer, inputs first. */
  readonly shape: readonly number[];
  /** [layer][node], inputs first. */
  readonly nodes: readonly (readonly NodeView[])[];
  readonly edges: readonly EdgeView[];
  readonly grid: number;
  readonly order: number;
  /** Numbers that were fitted to the rows; the ladder, the history and `kan` count them in the same way. */
  readonly parameters: number;
}

/** A spline sampled for a thumbnail: y over `points` equal steps of the edge's input range. */
export interface EdgeCurve extends EdgeRef {
  readonly y: Float32Array;
}

export interface CurvesView {
  readonly revision: string;
  readonly curves: readonly EdgeCurve[];
  /** Fresh scores in the order of `ModelView.edges`. */
  readonly scores: Float32Array;
}
