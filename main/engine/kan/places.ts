/** Edges and nodes of a network by their places, and the errors for places that it does not have. */
import type { EdgeRef, NodeRef } from '../../../shared/contract/refs.ts';
import { userError } from '../../../shared/errors.ts';
import { edgeIndex, shapeOf, subnodeCount, type KanModel, type Structure } from './model.ts';

/** Every edge by layer, input and output, removed ones included. */
export function edgeRefs({ layers }: Structure): readonly EdgeRef[] {
  return layers.flatMap((of, layer) =>
    Array.from({ length: of.inputs * subnodeCount(of) }, (_, edge): EdgeRef => {
      return { layer, input: Math.floor(edge / subnodeCount(of)), output: edge % subnodeCount(of) };
    }),
  );
}

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
