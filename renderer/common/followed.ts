/** Finds nodes and edges of one network in the next: nodes keep their numbers while their places change. Pure. */
import type { EdgeRef, NodeRef } from '../../shared/refs.ts';
import type { ModelView } from '../../shared/contract/views/network.ts';

/** The node of the same number; null where there is none, or where the layers are others. */
export function followedNode({ layer, node }: NodeRef, before: ModelView, now: ModelView): NodeRef | null {
  if (layer > 0 && before.nodes.length !== now.nodes.length) return null;
  const number = before.nodes.at(layer)?.at(node)?.number;
  const place = now.nodes.at(layer)?.findIndex((other) => other.number === number) ?? -1;
  return place < 0 ? null : { layer, node: place };
}

/** The edge between the same nodes; null where one of them is gone. */
export function followedEdge(
  { layer, input, output }: EdgeRef,
  before: ModelView,
  now: ModelView,
): EdgeRef | null {
  const owner = before.nodes.at(layer + 1)?.findIndex(({ subnodes }) => subnodes.includes(output)) ?? -1;
  if (owner < 0) return null;
  const factor = before.nodes[layer + 1][owner].subnodes.indexOf(output);
  const from = followedNode({ layer, node: input }, before, now);
  const to = followedNode({ layer: layer + 1, node: owner }, before, now);
  const subnode = to && now.nodes[to.layer][to.node].subnodes.at(factor);
  return from === null || subnode === null || subnode === undefined
    ? null
    : { layer, input: from.node, output: subnode };
}
