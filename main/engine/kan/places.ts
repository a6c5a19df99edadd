/** Lists of the edges of a network, and checks that an edge or a node exists. */
import type { EdgeRef, NodeRef } from '../../../shared/refs.ts';
import { userError } from '../../../shared/errors.ts';
import {
  edgeCount,
  edgeIndex,
  shapeOf,
  subnodeCount,
  type KanModel,
  type Layer,
  type Structure,
} from './model.ts';

/** Whether an edge of a layer has a property; `edge` is its index in the layer. */
export type EdgeTest = (layer: Layer, edge: number) => boolean;

/** Whether an edge exists, as a spline or as a function: it is not pruned. */
export const isPresent: EdgeTest = ({ mask, symbolic }, edge) => mask[edge] === 1 || symbolic[edge] !== null;

/** Whether an edge has a spline. */
export const isSpline: EdgeTest = ({ mask }, edge) => mask[edge] === 1;

/** Whether an edge has a function. */
export const isSymbolic: EdgeTest = ({ symbolic }, edge) => symbolic[edge] !== null;

/** Calls `visit` for each edge of a layer, pruned edges included, in the order of their indices. */
export function forEachEdge(
  layer: Layer,
  visit: (input: number, output: number, edge: number) => void,
): void {
  const subnodes = subnodeCount(layer);
  for (let edge = 0; edge < edgeCount(layer); edge++)
    visit(Math.floor(edge / subnodes), edge % subnodes, edge);
}

/** The edges of all layers that pass the test; without a test every edge, pruned edges included. */
export function edgeRefs({ layers }: Structure, test: EdgeTest = () => true): readonly EdgeRef[] {
  const found: EdgeRef[] = [];
  layers.forEach((of, layer) =>
    forEachEdge(of, (input, output, edge) => {
      if (test(of, edge)) found.push({ layer, input, output });
    }),
  );
  return found;
}

/** The inputs that have an edge, one that passes the test where there is one: the outputs do not depend on the others. */
export function usedInputs({ layers: [first] }: Structure, test: EdgeTest = () => true): ReadonlySet<number> {
  const isUsed: EdgeTest = (layer, edge) => isPresent(layer, edge) && test(layer, edge);
  return new Set(edgeRefs({ layers: [first] }, isUsed).map(({ input }) => input));
}

/** The number of edges that are not pruned. */
export function presentEdgeCount(model: Structure): number {
  return edgeRefs(model, isPresent).length;
}

/** Whether the network has an edge of these indices, present or pruned. */
export function hasEdge({ layers }: Structure, { layer: index, input, output }: EdgeRef): boolean {
  return (
    isWithin(index, layers.length) &&
    isWithin(input, layers[index].inputs) &&
    isWithin(output, subnodeCount(layers[index]))
  );
}

/** Index of the edge in its layer. @throws KanError `edge.unknown` */
export function requireEdge(model: Structure, edge: EdgeRef): number {
  const { layer, input, output } = edge;
  if (hasEdge(model, edge)) return edgeIndex(model.layers[layer], input, output);
  throw userError(
    'edge.unknown',
    `The network has no edge ${layer},${input},${output}.`,
    `Give layer, input and output, counted from 0: ${model.layers
      .map((one, at) => `${at},0…${one.inputs - 1},0…${subnodeCount(one) - 1}`)
      .join(' or ')}.`,
  );
}

/** @throws KanError `node.unknown` */
export function requireNode(model: KanModel, { layer, node }: NodeRef): void {
  const shape = shapeOf(model);
  if (isWithin(layer, shape.length) && isWithin(node, shape[layer])) return;
  throw userError(
    'node.unknown',
    `The network has no node ${node} in layer ${layer}.`,
    'The network has changed: choose a node of the present one.',
  );
}

function isWithin(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}
