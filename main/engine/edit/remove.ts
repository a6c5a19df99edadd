/** Prunes edges and nodes, and then all that is constant or unused. Their means are added to the biases. */
import type { EdgeRef, NodeRef } from '../../../shared/refs.ts';
import type { EditOf } from '../../../shared/edits/edits.ts';
import { userError } from '../../../shared/errors.ts';
import type { LayerStatistics } from '../compute/backend.ts';
import { edgeCount, nodeCount, shapeOf, subnodeCount, subnodeOwners, type KanModel } from '../kan/model.ts';
import { isPresent, requireEdge, requireNode } from '../kan/places.ts';
import { tidied, worthKeeping } from '../kan/prune.ts';
import { pruningStatistics, statisticsFor, type EditContext } from './context.ts';
import type { Edited } from './edited.ts';

/** @throws KanError `edge.unknown`, `edit.nothing`, `edit.cuts-output` */
export async function withoutThese(
  context: EditContext,
  model: KanModel,
  edges: readonly EdgeRef[],
): Promise<Edited> {
  const keep = all(model);
  for (const edge of edges) {
    const at = requireEdge(model, edge);
    keep[edge.layer][at] = 0;
  }
  return without(model, keep, await statisticsFor(context, model), 'All of these edges are pruned already.');
}

/** @throws KanError `node.unknown`, `node.output`, `edit.nothing`, `edit.cuts-output` */
export async function withoutNodes(
  context: EditContext,
  model: KanModel,
  nodes: readonly NodeRef[],
): Promise<Edited> {
  const keep = all(model);
  for (const node of nodes) {
    requireInnerNode(model, node);
    model.layers.forEach((layer, index) => {
      const owners = subnodeOwners(layer);
      for (let edge = 0; edge < edgeCount(layer); edge++) {
        const leaves = index === node.layer && Math.floor(edge / subnodeCount(layer)) === node.node;
        const enters = index === node.layer - 1 && owners[edge % subnodeCount(layer)] === node.node;
        if (leaves || enters) keep[index][edge] = 0;
      }
    });
  }
  return without(model, keep, await statisticsFor(context, model), 'These nodes have no edges to prune.');
}

/** @throws KanError `edit.nothing`, `edit.cuts-output` */
export async function prunedBy(
  context: EditContext,
  model: KanModel,
  { edgeThreshold, nodeThreshold }: EditOf<'prune'>,
): Promise<Edited> {
  const statistics = await pruningStatistics(context, model);
  const keep = worthKeeping(model, statistics, { edge: edgeThreshold, node: nodeThreshold });
  return without(model, keep, statistics, 'No edge and no node is below these thresholds.');
}

/** @param nothing the message where all of them are pruned already. */
function without(
  model: KanModel,
  keep: readonly Uint8Array[],
  statistics: readonly LayerStatistics[],
  nothing: string,
): Edited {
  const goes = model.layers.some((layer, index) =>
    keep[index].some((stays, edge) => stays === 0 && isPresent(layer, edge)),
  );
  if (!goes) throw userError('edit.nothing', nothing, 'Choose other nodes.');
  const { model: lighter, kept } = tidied(
    model,
    keep,
    statistics.map(({ edgeMean }) => edgeMean),
  );
  const lost = cutOutput(model, lighter);
  if (lost !== null) {
    throw userError(
      'edit.cuts-output',
      nodeCount(model.layers.at(-1)!) === 1
        ? 'No edge would lead to the output any more.'
        : `No edge would lead to output ${lost + 1} any more.`,
      'Keep at least one path from an input to this output.',
    );
  }
  return { model: lighter, kept: String(shapeOf(lighter)) === String(shapeOf(model)) ? null : kept };
}

/** The first output that edges reach before but not after; null where there is none. */
export function cutOutput(before: KanModel, after: KanModel): number | null {
  const left = reachedOutputs(after);
  const lost = reachedOutputs(before).findIndex((reached, output) => reached && !left[output]);
  return lost < 0 ? null : lost;
}

/** Of each output, whether an edge reaches it. */
function reachedOutputs({ layers }: KanModel): boolean[] {
  const layer = layers.at(-1)!;
  const owners = subnodeOwners(layer);
  const reached = new Array<boolean>(nodeCount(layer)).fill(false);
  for (let edge = 0; edge < edgeCount(layer); edge++) {
    if (isPresent(layer, edge)) reached[owners[edge % subnodeCount(layer)]] = true;
  }
  return reached;
}

function all({ layers }: KanModel): Uint8Array[] {
  return layers.map((layer) => new Uint8Array(edgeCount(layer)).fill(1));
}

function requireInnerNode(model: KanModel, place: NodeRef): void {
  requireNode(model, place);
  if (place.layer < model.layers.length) return;
  throw userError(
    'node.output',
    'An output cannot be pruned.',
    'To predict fewer columns, choose other targets for the data.',
  );
}
