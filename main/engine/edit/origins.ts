/** Where nodes and edges of an edited network were before the edit. */
import type { EdgeRef, NodeRef } from '../../../shared/contract/refs.ts';
import { subnodeOwners, type KanModel, type Layer } from '../kan/model.ts';
import type { Kept } from '../kan/prune.ts';

/** A network that the present one came from. */
export interface Ancestor {
  readonly model: KanModel;
  /** Where an edge of the present network was; null where it was not yet there. */
  readonly placeOf: (edge: EdgeRef) => EdgeRef | null;
}

/** Where a node was before the edit; null for a new one. */
export type Origin = (node: NodeRef) => NodeRef | null;

/** Every node where it was. */
export const samePlaces: Origin = (node) => node;

/** Where the nodes that stayed were. */
export function byKept(kept: Kept): Origin {
  return ({ layer, node }) => {
    const former = kept.at(layer)?.at(node);
    return former === undefined ? null : { layer, node: former };
  };
}

/** An edge of the child in the parent; null where it was not there. */
export function followed(
  { layer, input, output }: EdgeRef,
  child: KanModel,
  parent: KanModel,
  origin: Origin,
): EdgeRef | null {
  const owner = ownerOf(child.layers[layer], output);
  const from = origin({ layer, node: input });
  const to = origin({ layer: layer + 1, node: owner.node });
  if (from === null || to === null || to.layer !== from.layer + 1) return null;
  const subnode = subnodeOf(parent.layers[from.layer], to.node, owner.factor);
  return subnode === null ? null : { layer: from.layer, input: from.node, output: subnode };
}

/** The node that a subnode belongs to, and which of its factors it is. */
function ownerOf(layer: Layer, subnode: number): { readonly node: number; readonly factor: number } {
  const owners = subnodeOwners(layer);
  return { node: owners[subnode], factor: subnode - owners.indexOf(owners[subnode]) };
}

function subnodeOf(layer: Layer, node: number, factor: number): number | null {
  const owners = subnodeOwners(layer);
  const subnode = owners.indexOf(node) + factor;
  return owners[subnode] === node ? subnode : null;
}
