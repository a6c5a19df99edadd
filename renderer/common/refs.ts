/** Edges and nodes by their place. Pure. */
import type { EdgeRef, NodeRef } from '../../shared/refs.ts';

export function sameEdge(a: EdgeRef, b: EdgeRef): boolean {
  return a.layer === b.layer && a.input === b.input && a.output === b.output;
}

export function sameNode(a: NodeRef, b: NodeRef): boolean {
  return a.layer === b.layer && a.node === b.node;
}

export function edgeKey({ layer, input, output }: EdgeRef): string {
  return `${layer}-${input}-${output}`;
}

/** The edges' keys. */
export function edgeSet(edges: readonly EdgeRef[]): ReadonlySet<string> {
  return new Set(edges.map(edgeKey));
}

export function numberSet(values: Iterable<number>): ReadonlySet<number> {
  return new Set(values);
}

export function without(edges: readonly EdgeRef[], others: readonly EdgeRef[]): readonly EdgeRef[] {
  const out = edgeSet(others);
  return edges.filter((edge) => !out.has(edgeKey(edge)));
}

/** Plain references without repetition: of equal ones the last is kept. */
export function distinct(edges: readonly EdgeRef[]): readonly EdgeRef[] {
  const byKey = new Map<string, EdgeRef>();
  for (const { layer, input, output } of edges) {
    const ref = { layer, input, output };
    byKey.delete(edgeKey(ref));
    byKey.set(edgeKey(ref), ref);
  }
  return [...byKey.values()];
}
