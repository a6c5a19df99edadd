/**
 * Pruning: edges and hidden nodes with a low attribution score are removed. Unlike pykan, the mean of a removed edge is
 * added to its subnode's bias, and nodes without incoming or outgoing edges are removed too (docs/algorithms/edits.md).
 */
import { edits } from '../../../shared/edits/edits.ts';
import { edgeValues } from './edge.ts';
import { edgeCount, layoutOf, nodeCount, subnodeCount, subnodeOwners, type KanModel } from './model.ts';
import { forEachEdge, isPresent } from './places.ts';
import { partOf, range, type Part } from './part.ts';
import { assemble, slicesOf } from './slices.ts';

/** The statistics of a layer that pruning needs; `LayerStatistics` has them. */
export interface PruneStatistics {
  readonly edgeScores: Float64Array;
  readonly edgeMean: Float64Array;
  readonly inputScores: Float64Array;
}

/** Scores up to and including these are too low; pykan's are 1e-2 and 3e-2. */
export interface PruneThresholds {
  readonly node: number;
  readonly edge: number;
}

const { nodeThreshold, edgeThreshold } = edits.prune.parameters;
export const defaultThresholds: PruneThresholds = {
  node: nodeThreshold.default,
  edge: edgeThreshold.default,
};

/** Of each hidden layer, 1 for the nodes whose score is above the threshold. */
export function strongNodes(
  model: KanModel,
  statistics: readonly PruneStatistics[],
  threshold: number,
): Uint8Array[] {
  return model.layers
    .slice(1)
    .map((_, hidden) => Uint8Array.from(statistics[hidden + 1].inputScores, (score) => +(score > threshold)));
}

/** Of each layer, 1 for the edges whose score is above the threshold, [input][subnode]. */
export function strongEdges(statistics: readonly PruneStatistics[], threshold: number): Uint8Array[] {
  return statistics.map(({ edgeScores }) => Uint8Array.from(edgeScores, (score) => +(score > threshold)));
}

/**
 * Removes weak edges and nodes and keeps their means, then removes nodes that have become constant or unused. At least
 * one node of each layer is kept.
 */
export function prune(
  model: KanModel,
  statistics: readonly PruneStatistics[],
  thresholds: PruneThresholds = defaultThresholds,
): KanModel {
  const means = statistics.map(({ edgeMean }) => edgeMean);
  return withoutEdges(model, worthKeeping(model, statistics, thresholds), means);
}

/** Of each layer, 1 for the edges whose score and whose nodes' scores are above the thresholds, [input][subnode]. */
export function worthKeeping(
  model: KanModel,
  statistics: readonly PruneStatistics[],
  thresholds: PruneThresholds,
): Uint8Array[] {
  const nodes = strongNodes(model, statistics, thresholds.node);
  const edges = strongEdges(statistics, thresholds.edge);
  model.layers.forEach((layer, index) => {
    const owners = subnodeOwners(layer);
    forEachEdge(layer, (input, output, edge) => {
      const from = index === 0 || nodes[index - 1][input];
      const to = index === nodes.length || nodes[index][owners[output]];
      if (!from || !to) edges[index][edge] = 0;
    });
  });
  return edges;
}

/**
 * Removes the edges marked 0. Their means are added to the biases. Nodes that become constant are removed and their
 * values added to the biases of the nodes that they lead to. Nodes that become unused are removed.
 * @param keep by layer, [input][subnode].
 * @param means mean of each edge.
 */
export function withoutEdges(
  model: KanModel,
  keep: readonly Uint8Array[],
  means: readonly Float64Array[],
): KanModel {
  return tidied(model, keep, means).model;
}

/** For each layer of nodes, inputs first, the remaining nodes, by their former index. */
export type Kept = readonly (readonly number[])[];

/** {@link withoutEdges}, and which nodes are left. */
export function tidied(
  model: KanModel,
  keep: readonly Uint8Array[],
  means: readonly Float64Array[],
): { readonly model: KanModel; readonly kept: Kept } {
  const linked = linkedEdges(model, keep, means);
  const kept = keptNodes(linked, connectedNodes(linked));
  return { model: onlyNodes(linked, kept), kept };
}

/** {@link withoutEdges}, with the nodes that are left constant or unused still in place, without edges. */
export function linkedEdges(
  model: KanModel,
  keep: readonly Uint8Array[],
  means: readonly Float64Array[],
): KanModel {
  return dropUnused(foldConstants(keepEdges(model, keep, means)));
}

/**
 * Removes the edges marked 0.
 * @param keep by layer, [input][subnode].
 * @param means mean of each edge, added to the bias of its subnode; null to drop it, as pykan does.
 */
export function keepEdges(
  model: KanModel,
  keep: readonly Uint8Array[],
  means: readonly Float64Array[] | null,
): KanModel {
  const params = model.params.slice();
  const layouts = layoutOf(model.layers);
  const layers = model.layers.map((layer, index) => {
    const mask = layer.mask.slice();
    const symbolic = [...layer.symbolic];
    forEachEdge(layer, (_, output, edge) => {
      if (keep[index][edge] || !isPresent(layer, edge)) return;
      mask[edge] = 0;
      symbolic[edge] = null;
      const { subnodeScale, subnodeBias } = layouts[index];
      if (means !== null) params[subnodeBias + output] += params[subnodeScale + output] * means[index][edge];
    });
    return { ...layer, mask, symbolic };
  });
  return { layers, params };
}

/**
 * The network of the nodes marked 1, with the edges between them.
 * @param keep by hidden layer, [node]; where no node of a layer is marked, its first node is kept.
 */
export function keepNodes(model: KanModel, keep: readonly Uint8Array[]): KanModel {
  return onlyNodes(model, keptNodes(model, keep));
}

function keptNodes(model: KanModel, keep: readonly Uint8Array[]): Kept {
  return [
    range(model.layers[0].inputs),
    ...keep.map((marks) => {
      const nodes = range(marks.length).filter((node) => marks[node]);
      return nodes.length > 0 ? nodes : [0];
    }),
    range(nodeCount(model.layers.at(-1)!)),
  ];
}

function onlyNodes(model: KanModel, kept: Kept): KanModel {
  const parts = model.layers.map((_, index) => subLayer(model, index, kept[index], kept[index + 1]));
  return assemble(
    parts.map(({ layer }) => layer),
    parts.map(({ slices }) => slices),
  );
}

/**
 * From the inputs up: a hidden node without incoming edges is constant; its value is added to the biases of the nodes
 * that it leads to.
 */
function foldConstants(model: KanModel): KanModel {
  let current = model;
  for (let index = 0; index < model.layers.length - 1; index++) {
    const constants = constantNodes(current, index);
    const above = current.layers[index + 1];
    const keep = current.layers.map((layer) => new Uint8Array(edgeCount(layer)).fill(1));
    const values = current.layers.map((layer) => new Float64Array(edgeCount(layer)));
    forEachEdge(above, (input, output, edge) => {
      const constant = constants[input];
      if (constant === null) return;
      keep[index + 1][edge] = 0;
      [values[index + 1][edge]] = edgeValues(current, index + 1, input, output, Float64Array.of(constant));
    });
    current = keepEdges(current, keep, values);
  }
  return current;
}

/** The value of each node of a layer that no edge reaches, null for the others. */
function constantNodes(model: KanModel, index: number): (number | null)[] {
  const layer = model.layers[index];
  const { subnodeBias, nodeScale, nodeBias } = slicesOf(model, index);
  const reached = new Uint8Array(nodeCount(layer));
  const owners = subnodeOwners(layer);
  forEachEdge(layer, (_, output, edge) => {
    if (isPresent(layer, edge)) reached[owners[output]] = 1;
  });
  return Array.from(reached, (isReached, node) => {
    if (isReached) return null;
    const product = subnodeBias.reduce((value, bias, s) => (owners[s] === node ? value * bias : value), 1);
    return nodeScale[node] * product + nodeBias[node];
  });
}

/** From the outputs down: removes the edges into hidden nodes without outgoing edges; their means are dropped. */
function dropUnused(model: KanModel): KanModel {
  let current = model;
  for (let index = model.layers.length - 1; index > 0; index--) {
    const used = new Uint8Array(current.layers[index].inputs);
    forEachEdge(current.layers[index], (input, _, edge) => {
      if (isPresent(current.layers[index], edge)) used[input] = 1;
    });
    const below = current.layers[index - 1];
    const owners = subnodeOwners(below);
    const keep = current.layers.map((layer) => new Uint8Array(edgeCount(layer)).fill(1));
    forEachEdge(below, (_, output, edge) => {
      keep[index - 1][edge] = used[owners[output]];
    });
    current = keepEdges(current, keep, null);
  }
  return current;
}

/** For each hidden layer, 1 for the nodes with an outgoing edge. */
function connectedNodes(model: KanModel): Uint8Array[] {
  return model.layers.slice(1).map((layer) => {
    const connected = new Uint8Array(layer.inputs);
    forEachEdge(layer, (input, _, edge) => {
      if (isPresent(layer, edge)) connected[input] = 1;
    });
    return connected;
  });
}

/** A layer of some of its inputs and nodes, with the subnodes of these. */
function subLayer(model: KanModel, index: number, inputs: readonly number[], nodes: readonly number[]): Part {
  const layer = model.layers[index];
  const owners = subnodeOwners(layer);
  const subnodes = range(subnodeCount(layer)).filter((subnode) => nodes.includes(owners[subnode]));
  const part = partOf(model, index, inputs, subnodes, nodes);
  const sums = nodes.filter((node) => node < layer.sums).length;
  const arities = layer.arities.filter((_, product) => nodes.includes(layer.sums + product));
  return { ...part, layer: { ...part.layer, sums, arities } };
}
