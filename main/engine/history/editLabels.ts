/** Edits in words, with the names of the data where an edge or a node has one. */
import type { ModelEdit } from '../../../shared/contract/edits.ts';
import type { EdgeRef, NodeRef } from '../../../shared/contract/refs.ts';
import type { Encoding } from '../data/dataset/dataset.ts';
import { subnodeCount, type KanModel } from '../kan/model.ts';
import { edgeLabels } from './placeNames.ts';

/** What the names of places in a network come from. */
export interface Names {
  readonly encoding: Encoding;
  /** The network after the edit; null where nodes went, so that places before it have other names there. */
  readonly model: KanModel | null;
}

/** For people: `Fixed x1 → h1.2 to sin`. */
export function editLabel(
  { edit, refit }: { readonly edit: ModelEdit; readonly refit: number },
  names: Names,
): string {
  const label = plainLabel(edit, names);
  return refit > 0 && edit.type !== 'sparsify' ? `${label} and refitted` : label;
}

function plainLabel(edit: ModelEdit, names: Names): string {
  switch (edit.type) {
    case 'fix':
      return `Fixed ${edgeNames(edit.edges, names)} to ${edit.function ?? likeliest(edit.edges.length)}`;
    case 'affine':
      return `Set the numbers of ${edgeName(edit.edge, names)}`;
    case 'unfix':
      return `Turned ${edgeNames(edit.edges, names)} back to splines`;
    case 'lock':
      return `${edit.locked ? 'Locked' : 'Unlocked'} ${edgeNames(edit.edges, names)}`;
    case 'removeEdges':
      return `Removed ${edgeNames(edit.edges, names)}`;
    case 'restoreEdges':
      return `Restored ${edgeNames(edit.edges, names)}`;
    case 'removeNodes':
      return edit.nodes.length === 1
        ? `Removed ${placeOf(edit.nodes[0], names)}`
        : `Removed ${edit.nodes.length} nodes`;
    case 'prune':
      return `Pruned edges below ${edit.edgeThreshold} and nodes below ${edit.nodeThreshold}`;
    case 'sparsify':
      return 'Made sparse';
    case 'refine':
      return `Refined to grid ${edit.grid}`;
    case 'addNode':
      return `Added a ${edit.kind} node to hidden layer ${edit.layer}`;
    case 'addLayer':
      return `Added a layer before layer ${edit.layer}`;
    case 'swap':
      return swapLabel(edit);
    case 'perturb':
      return `Perturbed by ${edit.size}`;
    case 'updateGrid':
      return 'Moved the grids to the data';
  }
}

function likeliest(edges: number): string {
  return edges === 1 ? 'its likeliest function' : 'their likeliest functions';
}

function swapLabel({ layer, pairs }: Extract<ModelEdit, { type: 'swap' }>): string {
  const [[first, second]] = pairs;
  return pairs.length === 1
    ? `Swapped h${layer}.${first + 1} and h${layer}.${second + 1}`
    : `Reordered hidden layer ${layer}`;
}

function edgeNames(edges: readonly EdgeRef[], names: Names): string {
  return edges.length === 1 ? edgeName(edges[0], names) : `${edges.length} edges`;
}

/** A file may say what it likes: places that are not there have no name. */
function edgeName(edge: EdgeRef, { encoding, model }: Names): string {
  const layer = model?.layers.at(edge.layer);
  if (!model || !layer || edge.input >= layer.inputs || edge.output >= subnodeCount(layer)) return 'an edge';
  const { from, to } = edgeLabels(model, encoding, edge);
  return `${from} → ${to}`;
}

/** The column of an input, else where the node was. */
function placeOf({ layer, node }: NodeRef, { encoding }: Names): string {
  const column = layer === 0 ? encoding.features.at(node) : undefined;
  return `node ${column?.name ?? `h${layer}.${node + 1}`}`;
}
