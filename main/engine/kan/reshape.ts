/** Changes of a network's shape that keep its outputs: swapped nodes, new nodes, a new layer. Also noise, to leave a poor optimum. */
import { userError } from '../../../shared/errors.ts';
import type { Random } from '../../../shared/random.ts';
import {
  basisCount,
  edgeCount,
  hasBase,
  layoutOf,
  nodeCount,
  numbered,
  numbersOf,
  subnodeCount,
  subnodeOwners,
  type KanModel,
  type Layer,
} from './model.ts';
import { extendKnots, uniformPoints } from './bspline.ts';
import { partOf, range, type Part } from './part.ts';
import { forEachEdge, isPresent } from './places.ts';
import { assemble, slicesOf, type LayerParameters } from './slices.ts';

/**
 * Swaps two nodes of a hidden layer, to reduce crossings in the graph. The outputs do not change.
 * @param hidden index of the hidden layer, 0 for the first.
 * @throws KanError `node.unknown`; `node.kinds` where one is a sum and the other a product: the sums of a layer come
 *   first, then its products.
 */
export function swapNodes(model: KanModel, hidden: number, first: number, second: number): KanModel {
  requireNodes(model, hidden, [first, second]);
  const below = model.layers[hidden];
  const above = model.layers[hidden + 1];
  const owners = subnodeOwners(below);
  const factors = (node: number): number[] =>
    owners.flatMap((owner, subnode) => (owner === node ? [subnode] : []));
  const isSum = (node: number): boolean => node < below.sums;
  if (isSum(first) !== isSum(second) || factors(first).length !== factors(second).length) {
    throw userError(
      'node.kinds',
      'A sum node and a product node, or product nodes of different size, cannot be swapped.',
      'Swap two nodes of the same kind.',
    );
  }
  const nodes = range(nodeCount(below));
  [nodes[first], nodes[second]] = [second, first];
  const changed = new Map([
    [hidden, partOf(model, hidden, range(below.inputs), nodes.flatMap(factors), nodes)],
    [hidden + 1, partOf(model, hidden + 1, nodes, range(subnodeCount(above)), range(nodeCount(above)))],
  ]);
  return replaced(model, changed);
}

/**
 * Adds a sum node to a hidden layer. Its incoming edges are those of a new network; its outgoing edges are splines that
 * are 0, so that the outputs do not change and training can use the node.
 * @param hidden index of the hidden layer, 0 for the first.
 * @throws KanError `node.unknown` where there is no such layer.
 */
export function addNode(model: KanModel, hidden: number, random: Random): KanModel {
  requireNodes(model, hidden, []);
  const { sums } = model.layers[hidden];
  return withNode(model, hidden, random, { sums: sums + 1 }, { node: sums, subnode: sums, factors: 1 });
}

/**
 * Adds a product node with two factors to a hidden layer, after its other nodes; otherwise like {@link addNode}.
 * @throws KanError `node.unknown` where there is no such layer.
 */
export function addProduct(model: KanModel, hidden: number, random: Random): KanModel {
  requireNodes(model, hidden, []);
  const below = model.layers[hidden];
  const place = { node: nodeCount(below), subnode: subnodeCount(below), factors: 2 };
  return withNode(model, hidden, random, { arities: [...below.arities, 2] }, place);
}

function withNode(
  model: KanModel,
  hidden: number,
  random: Random,
  kinds: Partial<Pick<Layer, 'sums' | 'arities'>>,
  { node, subnode, factors }: { readonly node: number; readonly subnode: number; readonly factors: number },
): KanModel {
  const below = model.layers[hidden];
  const above = model.layers[hidden + 1];
  // The new node is a copy of the first of its kind, whose grids and sizes are right; then its parameters are set.
  const withNew = (count: number, at: number, more: number): number[] => [
    ...range(at),
    ...new Array<number>(more).fill(0),
    ...range(count).slice(at),
  ];
  const copied = partOf(
    model,
    hidden,
    range(below.inputs),
    withNew(subnodeCount(below), subnode, factors),
    withNew(nodeCount(below), node, 1),
  );
  const numbers = numbersOf(below);
  const withNumber = numbers.toSpliced(node, 0, Math.max(...numbers) + 1);
  const lower: Part = { ...copied, layer: numbered({ ...copied.layer, ...kinds }, withNumber) };
  const upper = partOf(
    model,
    hidden + 1,
    withNew(above.inputs, node, 1),
    range(subnodeCount(above)),
    range(nodeCount(above)),
  );
  const width = 1 / Math.sqrt(below.inputs);
  for (let factor = subnode; factor < subnode + factors; factor++) {
    for (let input = 0; input < below.inputs; input++) {
      const edge = input * subnodeCount(lower.layer) + factor;
      clear(lower, edge, { base: width * (2 * random.next() - 1), spline: width });
    }
    lower.slices.subnodeScale[factor] = 1;
    lower.slices.subnodeBias[factor] = 0;
  }
  lower.slices.nodeScale[node] = 1;
  lower.slices.nodeBias[node] = 0;
  const outputs = subnodeCount(above);
  for (let output = 0; output < outputs; output++) {
    clear(upper, node * outputs + output, { base: 0, spline: 1 / Math.sqrt(upper.layer.inputs) });
  }
  return replaced(
    model,
    new Map([
      [hidden, lower],
      [hidden + 1, upper],
    ]),
  );
}

/** Margin of the grid of a straight line beyond the values of its node, as a share of their range. */
const lineRoom = 0.1;

/**
 * Adds a hidden layer before a layer of edges. It has as many sum nodes as the layer before it; each gets a straight
 * line from the node of its index, and splines that are 0 from the others. A node of an index that no edge leaves gets no edges:
 * nothing would follow from them. The outputs do not change for values in the given ranges.
 * @param index layer of edges before which the new one is added, 0 for the first.
 * @param ranges smallest and largest value of each node by layer, as `LayerStatistics` has them.
 * @throws KanError `layer.unknown`; `layer.unlinked` where the layer has no edges, as in a network that is a constant
 */
export function addLayer(
  model: KanModel,
  index: number,
  ranges: readonly { readonly inputMin: Float64Array; readonly inputMax: Float64Array }[],
): KanModel {
  const next = model.layers.at(index);
  if (next === undefined || index < 0) {
    throw userError(
      'layer.unknown',
      `There is no layer ${index + 1}.`,
      `Layers go from 1 to ${model.layers.length}.`,
    );
  }
  const { inputs, grid, order, base } = next;
  const leads = new Uint8Array(inputs);
  forEachEdge(next, (input, _, edge) => {
    if (isPresent(next, edge)) leads[input] = 1;
  });
  if (!leads.includes(1)) {
    throw userError(
      'layer.unlinked',
      'No edge leads on from here, so predictions could not depend on a new layer.',
      'Use another of the models that were compared, or start over with a new network.',
    );
  }
  const edges = inputs * inputs;
  const bases = grid + order;
  const knots = new Float64Array(inputs * (grid + 1 + 2 * order));
  const coef = new Float64Array(edges * bases);
  for (let input = 0; input < inputs; input++) {
    const [low, high] = [ranges[index].inputMin[input], ranges[index].inputMax[input]];
    const room = high > low ? lineRoom * (high - low) : 1;
    const own = extendKnots(uniformPoints(low - room, high + room, grid), order);
    knots.set(own, input * own.length);
    // A spline is the straight line x if each coefficient is the mean of the interior knots of its basis (Greville).
    for (let g = 0; g < bases; g++) {
      const inside = own.subarray(g + 1, g + 1 + order);
      coef[(input * inputs + input) * bases + g] = inside.reduce((sum, knot) => sum + knot / order, 0);
    }
  }
  const layer: Layer = {
    inputs,
    sums: inputs,
    arities: [],
    grid,
    order,
    base,
    knots,
    mask: Uint8Array.from({ length: edges }, (_, edge) => leads[edge % inputs]),
    symbolic: new Array<string | null>(edges).fill(null),
    locked: new Uint8Array(edges),
  };
  const slices: LayerParameters = {
    coef,
    scaleBase: new Float64Array(edges),
    scaleSpline: new Float64Array(edges).fill(1),
    affine: Float64Array.from({ length: 4 * edges }, (_, i) => (i % 2 === 0 ? 1 : 0)),
    subnodeScale: new Float64Array(inputs).fill(1),
    subnodeBias: new Float64Array(inputs),
    nodeScale: new Float64Array(inputs).fill(1),
    nodeBias: new Float64Array(inputs),
  };
  return assemble(
    model.layers.toSpliced(index, 0, layer),
    model.layers.map((_, at) => slicesOf(model, at)).toSpliced(index, 0, slices),
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

/** Makes an edge of a part, in place, a spline of coefficients 0 with these scales. */
function clear({ layer, slices }: Part, edge: number, scales: { base: number; spline: number }): void {
  const bases = basisCount(layer);
  layer.mask[edge] = 1;
  layer.locked[edge] = 0;
  (layer.symbolic as (string | null)[])[edge] = null;
  slices.coef.fill(0, edge * bases, (edge + 1) * bases);
  slices.scaleBase[edge] = hasBase(layer) ? scales.base : 0;
  slices.scaleSpline[edge] = scales.spline;
  slices.affine.set([1, 0, 1, 0], edge * 4);
}

function replaced(model: KanModel, parts: ReadonlyMap<number, Part>): KanModel {
  return assemble(
    model.layers.map((layer, index) => parts.get(index)?.layer ?? layer),
    model.layers.map((_, index) => parts.get(index)?.slices ?? slicesOf(model, index)),
  );
}

function requireNodes({ layers }: KanModel, hidden: number, nodes: readonly number[]): void {
  const known = Number.isInteger(hidden) && hidden >= 0 && hidden < layers.length - 1;
  const isNode = (node: number): boolean =>
    Number.isInteger(node) && node >= 0 && node < nodeCount(layers[hidden]);
  if (known && nodes.every(isNode)) return;
  if (layers.length === 1) {
    throw userError(
      'node.unknown',
      'The network has no hidden layer: its inputs lead straight to its outputs.',
      'Add a layer first (kan expand --new-layer).',
    );
  }
  throw userError(
    'node.unknown',
    known
      ? `Hidden layer ${hidden + 1} has no node ${nodes.filter((node) => !isNode(node)).join(' or ')}.`
      : `There is no hidden layer ${hidden + 1}.`,
    'Hidden layers are counted from 1, their nodes from 0.',
  );
}
