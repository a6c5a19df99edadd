/**
 * What is chosen in the window: one or several edges, or a node (inputs are nodes of layer 0), and besides them rows of
 * the table. One selection for all rooms: graph, inspector, plots and tables show and change the same.
 */
import type { EdgeRef, ModelView, NodeRef } from '../../shared/contract/views.ts';
import { followedEdge, followedNode } from './followed.ts';
import { distinct, edgeKey, edgeSet, numberSet, sameEdge, sameNode, without } from './refs.ts';

export class Selection {
  /** In the order in which they were chosen, none twice. Empty while a node is chosen. */
  edges = $state.raw<readonly EdgeRef[]>([]);
  node = $state.raw<NodeRef | null>(null);
  /** Rows of the table, 0 for the first, ascending. They stay when edges or nodes are chosen. */
  rows = $state.raw<readonly number[]>([]);

  /** The edge chosen last: the one that is looked at. */
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

  /** This edge and no other; null for nothing. */
  chooseEdge(edge: EdgeRef | null): void {
    this.chooseEdges(edge === null ? [] : [edge]);
  }

  /** These edges and no others; the last one is looked at. */
  chooseEdges(edges: readonly EdgeRef[]): void {
    this.node = null;
    this.edges = distinct(edges);
  }

  /** These edges besides those that are chosen. */
  addEdges(edges: readonly EdgeRef[]): void {
    this.chooseEdges([...without(this.edges, edges), ...edges]);
  }

  /** Adds the edge, or takes it out where it is chosen. */
  toggleEdge(edge: EdgeRef): void {
    if (this.hasEdge(edge)) this.chooseEdges(without(this.edges, [edge]));
    else this.addEdges([edge]);
  }

  chooseNode(node: NodeRef | null): void {
    this.edges = [];
    this.node = node && { layer: node.layer, node: node.node };
  }

  /** These rows and no others. */
  chooseRows(rows: Iterable<number>): void {
    this.rows = [...numberSet(rows)].sort((a, b) => a - b);
  }

  /** These rows besides those that are chosen. */
  addRows(rows: Iterable<number>): void {
    this.chooseRows([...this.rows, ...rows]);
  }

  /** Adds the row, or takes it out where it is chosen. */
  toggleRow(row: number): void {
    if (this.hasRow(row)) this.chooseRows(this.rows.filter((other) => other !== row));
    else this.addRows([row]);
  }

  /** No edge and no node; rows stay. */
  clear(): void {
    this.chooseEdges([]);
  }

  /** Follows what is chosen from one network to the next, and lets go of what that does not have. */
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
