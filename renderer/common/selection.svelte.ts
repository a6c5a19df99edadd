/**
 * The selection of the window: one or several edges, or a node (inputs are nodes of layer 0), and also rows of the
 * table. All rooms share it: graph, inspector, plots and tables show and change the same selection.
 */
import type { EdgeRef, NodeRef } from '../../shared/refs.ts';
import type { ModelView } from '../../shared/contract/views/network.ts';
import { followedEdge, followedNode } from './followed.ts';
import { distinct, edgeKey, edgeSet, numberSet, sameEdge, sameNode, without } from './refs.ts';

export class Selection {
  /** In the order of selection, without repetition. Empty while a node is selected. */
  edges = $state.raw<readonly EdgeRef[]>([]);
  node = $state.raw<NodeRef | null>(null);
  /** Rows of the table, 0 for the first, ascending. They stay when edges or nodes are selected. */
  rows = $state.raw<readonly number[]>([]);

  /** The edge selected last: the one that is shown in detail. */
  readonly edge = $derived(this.edges.at(-1) ?? null);
  readonly #edgeKeys = $derived(edgeSet(this.edges));
  readonly #rowSet = $derived(numberSet(this.rows));

  hasEdge(edge: EdgeRef): boolean {
    return this.#edgeKeys.has(edgeKey(edge));
  }

  hasNode(node: NodeRef): boolean {
    return this.node !== null && sameNode(this.node, node);
  }

  hasRow(row: number): boolean {
    return this.#rowSet.has(row);
  }

  /** Selects only this edge; null for nothing. */
  chooseEdge(edge: EdgeRef | null): void {
    this.chooseEdges(edge === null ? [] : [edge]);
  }

  /** Selects only these edges; the last one is shown in detail. */
  chooseEdges(edges: readonly EdgeRef[]): void {
    this.node = null;
    this.edges = distinct(edges);
  }

  /** Adds these edges to the selection. */
  addEdges(edges: readonly EdgeRef[]): void {
    this.chooseEdges([...without(this.edges, edges), ...edges]);
  }

  /** Adds the edge, or removes it where it is selected. */
  toggleEdge(edge: EdgeRef): void {
    if (this.hasEdge(edge)) this.removeEdges([edge]);
    else this.addEdges([edge]);
  }

  /** Removes these edges from the selection. */
  removeEdges(edges: readonly EdgeRef[]): void {
    this.chooseEdges(without(this.edges, edges));
  }

  chooseNode(node: NodeRef | null): void {
    this.edges = [];
    this.node = node && { layer: node.layer, node: node.node };
  }

  /** Selects only these rows. */
  chooseRows(rows: Iterable<number>): void {
    this.rows = [...numberSet(rows)].sort((a, b) => a - b);
  }

  /** Adds these rows to the selection. */
  addRows(rows: Iterable<number>): void {
    this.chooseRows([...this.rows, ...rows]);
  }

  /** Adds the row, or removes it where it is selected. */
  toggleRow(row: number): void {
    if (this.hasRow(row)) this.chooseRows(this.rows.filter((other) => other !== row));
    else this.addRows([row]);
  }

  /** Deselects edges and nodes; rows stay. */
  clear(): void {
    this.chooseEdges([]);
  }

  /** Keeps the selection where the next network has the same edges or nodes, and removes the rest. */
  follow(before: ModelView | null, now: ModelView | null): void {
    if (now === null) {
      this.clear();
      return;
    }
    const from = before ?? now;
    const { node } = this;
    const edges = this.edges.map((edge) => followedEdge(edge, from, now));
    if (edges.some((edge, i) => edge === null || !sameEdge(edge, this.edges[i])))
      this.edges = edges.filter((edge) => edge !== null);
    if (node === null) return;
    const place = followedNode(node, from, now);
    if (place === null || !sameNode(place, node)) this.node = place;
  }
}
