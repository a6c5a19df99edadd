/** The networks that a network came from, and where in them its edges were. */
import type { EdgeRef, NodeRef } from '../../../shared/contract/refs.ts';
import { find, type History } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';
import type { Kept } from '../kan/prune.ts';
import { nodeCount, shapeOf, subnodeOwners, type KanModel, type Layer } from '../kan/model.ts';

export interface Ancestor {
  readonly model: KanModel;
  /** Where an edge of the present network was; null where it was not yet there. */
  readonly placeOf: (edge: EdgeRef) => EdgeRef | null;
}

/** A node's place in the parent; null for a new one. */
export type Origin = (node: NodeRef) => NodeRef | null;

/** The ancestors of a revision from its parent on, as far as its nodes can be followed. */
export function* lineage(history: History, id: string): Generator<Ancestor> {
  let revision = find(history, id);
  let placeOf = (edge: EdgeRef): EdgeRef | null => edge;
  while (revision !== null && revision.parent !== null) {
    const parent = find(history, revision.parent);
    const origin = parent && originOf(revision, parent);
    if (parent === null || origin === null) return;
    const [below, child] = [placeOf, revision.model];
    placeOf = (edge) => {
      const place = below(edge);
      return place && followed(place, child, parent.model, origin);
    };
    yield { model: parent.model, placeOf };
    revision = parent;
  }
}

/** Null where the nodes of the two have nothing to do with each other, or how is not known. */
function originOf({ operation, model }: Revision, parent: Revision): Origin | null {
  const sameShape = String(shapeOf(model)) === String(shapeOf(parent.model));
  if (operation.type === 'symbolic') return null;
  if (operation.type !== 'edit') return sameShape ? (node) => node : null;
  const { edit, kept } = operation;
  if (kept !== null) return byKept(kept);
  switch (edit.type) {
    case 'addNode': {
      const added = parent.model.layers[edit.layer - 1];
      const at = edit.kind === 'sum' ? added.sums : nodeCount(added);
      return (place) => {
        if (place.layer !== edit.layer || place.node < at) return place;
        return place.node === at ? null : { ...place, node: place.node - 1 };
      };
    }
    case 'addLayer':
      // The new nodes stand for those below: the edges that left these leave them now.
      return ({ layer, node }) => ({ layer: layer < edit.layer ? layer : layer - 1, node });
    case 'swap':
      // From the last exchange back to the first.
      return (place) => {
        if (place.layer !== edit.layer) return place;
        return { ...place, node: edit.pairs.reduceRight(exchanged, place.node) };
      };
    default:
      return sameShape ? (node) => node : null;
  }
}

function exchanged(node: number, [first, second]: readonly [number, number]): number {
  if (node === first) return second;
  return node === second ? first : node;
}

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
