/** Where nodes and edges of an edited network were before the edit. */
import type { EdgeRef, NodeRef } from '../../../shared/refs.ts';
import { subnodeOwners, type KanModel, type Layer } from '../kan/model.ts';
import type { Kept } from '../kan/prune.ts';

/** A network from which the present one was made. */
export interface Ancestor {
  readonly model: KanModel;
  /** Where an edge of the present network was; null where it did not exist yet. */
  readonly placeOf: (edge: EdgeRef) => EdgeRef | null;
}

/** Where a node was before the edit; null for a new one. */
export type Origin = (node: NodeRef) => NodeRef | null;

/** Every node at its former place. */
export const samePlaces: Origin = (node) => node;

/** The former places of the remaining nodes. */
export function byKept(kept: Kept): Origin {
  return ({ layer, node }) => {
    const former = kept.at(layer)?.at(node);
    return former === undefined ? null : { layer, node: former };
  };
}

/** The edge of the parent that corresponds to an edge of the child; null where there is none. */
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
