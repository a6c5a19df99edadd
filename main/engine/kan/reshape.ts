/** Networks of another shape that compute the same: nodes swapped, added; and a shake to leave a poor optimum. */
import { userError } from '../../../shared/errors.ts';
import type { Random } from '../../../shared/random.ts';
import {
  basisCount,
  edgeCount,
  layoutOf,
  nodeCount,
  subnodeCount,
  type KanModel,
  type Layer,
} from './model.ts';
import { assemble, slicesOf, type LayerParameters } from './slices.ts';

/**
 * Swaps two sum nodes of a hidden layer, to untangle a picture: outputs stay.
 * @param hidden index of the hidden layer, 0 for the first.
 * @throws KanError `node.unknown` where one of them is no sum node of that layer.
 */
export function swapNodes(model: KanModel, hidden: number, first: number, second: number): KanModel {
  requireSums(model, hidden, [first, second]);
  const swapped = (count: number): number[] => {
    const order = Array.from({ length: count }, (_, i) => i);
    [order[first], order[second]] = [order[second], order[first]];
    return order;
  };
  const below = model.layers[hidden];
  const above = model.layers[hidden + 1];
  const changed = new Map([
    [
      hidden,
      part(model, hidden, range(below.inputs), swapped(subnodeCount(below)), swapped(nodeCount(below))),
    ],
    [
      hidden + 1,
      part(model, hidden + 1, swapped(above.inputs), range(subnodeCount(above)), range(nodeCount(above))),
    ],
  ]);
  return replaced(model, changed);
}

/**
 * One more sum node in a hidden layer: it listens to all inputs as fresh edges do and is heard through splines that are
 * still 0, so that outputs stay and training can begin to use it.
 * @param hidden index of the hidden layer, 0 for the first.
 * @throws KanError `node.unknown` where there is no such layer.
 */
export function addNode(model: KanModel, hidden: number, random: Random): KanModel {
  requireSums(model, hidden, []);
  const below = model.layers[hidden];
  const above = model.layers[hidden + 1];
  // The new one copies the first of its kind, and is then made its own: grids and sizes are right at once.
  const withNew = (count: number, at: number): number[] => [...range(at), 0, ...range(count).slice(at)];
  const copied = part(
    model,
    hidden,
    range(below.inputs),
    withNew(subnodeCount(below), below.sums),
    withNew(nodeCount(below), below.sums),
  );
  const lower: Part = { ...copied, layer: { ...copied.layer, sums: below.sums + 1 } };
  const upper = part(
    model,
    hidden + 1,
    withNew(above.inputs, below.sums),
    range(subnodeCount(above)),
    range(nodeCount(above)),
  );
  const width = 1 / Math.sqrt(below.inputs);
  for (let input = 0; input < below.inputs; input++) {
    const edge = input * subnodeCount(lower.layer) + below.sums;
    clear(lower, edge, { base: width * (2 * random.next() - 1), spline: width });
  }
  lower.slices.subnodeScale[below.sums] = lower.slices.nodeScale[below.sums] = 1;
  lower.slices.subnodeBias[below.sums] = lower.slices.nodeBias[below.sums] = 0;
  const outputs = subnodeCount(above);
  for (let output = 0; output < outputs; output++) {
    clear(upper, below.sums * outputs + output, { base: 0, spline: 1 / Math.sqrt(upper.layer.inputs) });
  }
  return replaced(
    model,
    new Map([
      [hidden, lower],
      [hidden + 1, upper],
    ]),
  );
}

/** Adds normal noise to the coefficients of all spline edges that are not locked. @param size standard deviation */
export function perturb(model: KanModel, size: number, random: Random): KanModel {
  const params = model.params.slice();
  const layouts = layoutOf(model.layers);
  model.layers.forEach((layer, index) => {
    const bases = basisCount(layer);
    for (let edge = 0; edge < edgeCount(layer); edge++) {
      if (!layer.mask[edge] || layer.locked[edge]) continue;
      const at = layouts[index].coef + edge * bases;
      for (let i = at; i < at + bases; i++) params[i] += size * random.normal();
    }
  });
  return { ...model, params };
}

interface Part {
  readonly layer: Layer;
  readonly slices: LayerParameters;
}

/** A layer with its inputs, subnodes and nodes in another order, or repeated. */
function part(
  model: KanModel,
  index: number,
  inputs: readonly number[],
  subnodes: readonly number[],
  nodes: readonly number[],
): Part {
  const layer = model.layers[index];
  const slices = slicesOf(model, index);
  const edges = inputs.flatMap((input) => subnodes.map((output) => input * subnodeCount(layer) + output));
  const pick = (values: Float64Array, places: readonly number[], count: number): Float64Array => {
    const width = values.length / count;
    return Float64Array.from(
      places.flatMap((place) => Array.from(values.subarray(place * width, (place + 1) * width))),
    );
  };
  const ofEdges = (values: Float64Array): Float64Array => pick(values, edges, edgeCount(layer));
  return {
    layer: {
      ...layer,
      inputs: inputs.length,
      knots: pick(layer.knots, inputs, layer.inputs),
      mask: Uint8Array.from(edges, (edge) => layer.mask[edge]),
      symbolic: edges.map((edge) => layer.symbolic[edge]),
      locked: Uint8Array.from(edges, (edge) => layer.locked[edge]),
    },
    slices: {
      coef: ofEdges(slices.coef),
      scaleBase: ofEdges(slices.scaleBase),
      scaleSpline: ofEdges(slices.scaleSpline),
      affine: ofEdges(slices.affine),
      subnodeScale: pick(slices.subnodeScale, subnodes, subnodeCount(layer)),
      subnodeBias: pick(slices.subnodeBias, subnodes, subnodeCount(layer)),
      nodeScale: pick(slices.nodeScale, nodes, nodeCount(layer)),
      nodeBias: pick(slices.nodeBias, nodes, nodeCount(layer)),
    },
  };
}

/** Makes an edge of a part, in place, a spline of coefficients 0 with these scales. */
function clear({ layer, slices }: Part, edge: number, scales: { base: number; spline: number }): void {
  const bases = basisCount(layer);
  layer.mask[edge] = 1;
  layer.locked[edge] = 0;
  (layer.symbolic as (string | null)[])[edge] = null;
  slices.coef.fill(0, edge * bases, (edge + 1) * bases);
  slices.scaleBase[edge] = scales.base;
  slices.scaleSpline[edge] = scales.spline;
  slices.affine.set([1, 0, 1, 0], edge * 4);
}

function replaced(model: KanModel, parts: ReadonlyMap<number, Part>): KanModel {
  return assemble(
    model.layers.map((layer, index) => parts.get(index)?.layer ?? layer),
    model.layers.map((_, index) => parts.get(index)?.slices ?? slicesOf(model, index)),
  );
}

function requireSums({ layers }: KanModel, hidden: number, nodes: readonly number[]): void {
  const known = Number.isInteger(hidden) && hidden >= 0 && hidden < layers.length - 1;
  if (known && nodes.every((node) => Number.isInteger(node) && node >= 0 && node < layers[hidden].sums))
    return;
  throw userError(
    'node.unknown',
    `Hidden layer ${hidden} has no sum node ${nodes.join(' or ')}.`,
    'Layers and nodes are counted from 0; products come after the sums of their layer.',
  );
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
