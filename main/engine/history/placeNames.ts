/** Names of the edges and nodes of a network: columns of the data for inputs and outputs, `h1.2` for hidden nodes. */
import type { EdgeRef, NodeRef } from '../../../shared/refs.ts';
import type { PlaceNames } from '../../../shared/edits/record.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { numbersOf, subnodeOwners, type KanModel } from '../kan/model.ts';
import { hasEdge } from '../kan/places.ts';

/** `h1.2` is the node of number 2 of the first hidden layer. */
export function nodeName(model: KanModel, encoding: Encoding, { layer, node }: NodeRef): string {
  if (layer === 0) return encoding.features[node].name;
  return layer === model.layers.length
    ? encoding.outputs[node].name
    : `h${layer}.${numbersOf(model.layers[layer - 1])[node]}`;
}

/** Both ends of an edge, with the factor where it ends at a multiplication node. */
export function edgeLabels(
  model: KanModel,
  encoding: Encoding,
  { layer, input, output }: EdgeRef,
): { readonly from: string; readonly to: string } {
  const owners = subnodeOwners(model.layers[layer]);
  const node = owners[output];
  const to = nodeName(model, encoding, { layer: layer + 1, node });
  const factors = owners.filter((owner) => owner === node).length;
  return {
    from: nodeName(model, encoding, { layer, node: input }),
    to: factors === 1 ? to : `${to}, factor ${output - owners.indexOf(node) + 1}`,
  };
}

/**
 * Names of edges and nodes for labels. A file may name edges or nodes that the network does not have: these have no
 * name.
 * @param model the network before the edit; null where it is not known.
 */
export function placeNames(model: KanModel | null, encoding: Encoding): PlaceNames {
  return {
    edge: (edge) => {
      if (model === null || !hasEdge(model, edge)) return 'an edge';
      const { from, to } = edgeLabels(model, encoding, edge);
      return `${from} → ${to}`;
    },
    node: ({ layer, node }) => {
      if (layer === 0) return encoding.features.at(node)?.name ?? 'an input';
      const hidden = model?.layers.at(layer - 1);
      return `h${layer}.${hidden ? (numbersOf(hidden).at(node) ?? node + 1) : node + 1}`;
    },
  };
}
