/** Joins networks with one output each into one network, and extracts one output of a network as a network. */
import { extendKnots, uniformPoints } from './bspline.ts';
import { createModel } from './create.ts';
import { fixEdge } from './editEdge.ts';
import {
  basisCount,
  edgeCount,
  edgeIndex,
  knotCount,
  nodeCount,
  subnodeCount,
  subnodeOwners,
  type KanModel,
  type Layer,
} from './model.ts';
import { withoutEdges } from './prune.ts';
import { assemble, slicesOf, type LayerParameters } from './slices.ts';

/** The network of one output alone; hidden nodes that it does not use are removed. It gives the same values for that output. */
export function onlyOutput(model: KanModel, output: number): KanModel {
  const last = model.layers.length - 1;
  const layer = model.layers[last];
  if (nodeCount(layer) === 1) return model;
  const slices = slicesOf(model, last);
  const isSum = output < layer.sums;
  const subnodes = subnodeOwners(layer).flatMap((owner, subnode) => (owner === output ? [subnode] : []));
  const edges = Array.from({ length: layer.inputs }, (_, input) =>
    subnodes.map((subnode) => edgeIndex(layer, input, subnode)),
  ).flat();
  const alone: Layer = {
    ...layer,
    sums: isSum ? 1 : 0,
    arities: isSum ? [] : [subnodes.length],
    mask: Uint8Array.from(edges, (edge) => layer.mask[edge]),
    symbolic: edges.map((edge) => layer.symbolic[edge]),
    locked: Uint8Array.from(edges, (edge) => layer.locked[edge]),
  };
  const cut: LayerParameters = {
    coef: rowsOf(slices.coef, basisCount(layer), edges),
    scaleBase: rowsOf(slices.scaleBase, 1, edges),
    scaleSpline: rowsOf(slices.scaleSpline, 1, edges),
    affine: rowsOf(slices.affine, 4, edges),
    subnodeScale: rowsOf(slices.subnodeScale, 1, subnodes),
    subnodeBias: rowsOf(slices.subnodeBias, 1, subnodes),
    nodeScale: rowsOf(slices.nodeScale, 1, [output]),
    nodeBias: rowsOf(slices.nodeBias, 1, [output]),
  };
  const single = assemble(
    model.layers.with(last, alone),
    model.layers.map((_, index) => (index === last ? cut : slicesOf(model, index))),
  );
  const all = single.layers.map((of) => new Uint8Array(edgeCount(of)).fill(1));
  const nothing = single.layers.map((of) => new Float64Array(edgeCount(of)));
  return withoutEdges(single, all, nothing);
}

function rowsOf(values: Float64Array, width: number, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]));
}

/**
 * One network with the outputs, in order, of networks of the same inputs and one output each. Their edges are functions
 * (splines would need grids of their own); networks with fewer layers get further layers of straight lines.
 */
export function sideBySide(models: readonly KanModel[]): KanModel {
  if (models.length === 1) return models[0];
  const deepest = Math.max(...models.map(({ layers }) => layers.length));
  // The outputs are in the order of the networks only where all of them are sums.
  const products = models.some(({ layers }) => layers.at(-1)!.arities.length > 0);
  const equal = models.map((model) => lengthened(model, deepest + (products ? 1 : 0)));
  const joined = equal[0].layers.map((_, index) => joinedLayer(equal, index));
  return assemble(
    joined.map(({ layer }) => layer),
    joined.map(({ slices }) => slices),
  );
}

/** Ends of the grid of a layer that only passes on a scaled output. */
const handedOn = [-4, 4] as const;

function lengthened(model: KanModel, depth: number): KanModel {
  let longer = model;
  while (longer.layers.length < depth) {
    const fresh = createModel({
      inputs: 1,
      hidden: [],
      outputs: 1,
      grid: 1,
      seed: 0,
      inputRanges: [handedOn],
    });
    const straight = fixEdge(fresh, { layer: 0, input: 0, output: 0 }, 'x', [1, 0, 1, 0]);
    longer = assemble(
      [...longer.layers, straight.layers[0]],
      [...longer.layers.map((_, index) => slicesOf(longer, index)), slicesOf(straight, 0)],
    );
  }
  return longer;
}

function joinedLayer(models: readonly KanModel[], index: number): { layer: Layer; slices: LayerParameters } {
  const parts = models.map((model) => ({ layer: model.layers[index], slices: slicesOf(model, index) }));
  const grid = Math.max(...parts.map(({ layer }) => layer.grid));
  const { order, base } = parts[0].layer;
  const inputs = index === 0 ? inputsOf(parts[0].layer, 0) : nodeOrder(models, index - 1);
  const subnodes = subnodeOrder(parts.map(({ layer }) => layer));
  const nodes = nodeOrder(models, index);
  const arities = parts.flatMap(({ layer }) => layer.arities);
  const width = grid + order;
  const edges = inputs.length * subnodes.length;
  const layer = {
    inputs: inputs.length,
    sums: parts.reduce((total, part) => total + part.layer.sums, 0),
    arities,
    grid,
    order,
    base,
    knots: Float64Array.from(
      inputs.flatMap(({ model, at }) => [...knotsLike(parts[model].layer, at, grid, order)]),
    ),
    mask: new Uint8Array(edges),
    symbolic: new Array<string | null>(edges).fill(null),
    locked: new Uint8Array(edges),
  };
  const slices: LayerParameters = {
    coef: new Float64Array(edges * width),
    scaleBase: new Float64Array(edges),
    scaleSpline: new Float64Array(edges).fill(1),
    affine: new Float64Array(edges * 4),
    subnodeScale: Float64Array.from(subnodes, ({ model, at }) => parts[model].slices.subnodeScale[at]),
    subnodeBias: Float64Array.from(subnodes, ({ model, at }) => parts[model].slices.subnodeBias[at]),
    nodeScale: Float64Array.from(nodes, ({ model, at }) => parts[model].slices.nodeScale[at]),
    nodeBias: Float64Array.from(nodes, ({ model, at }) => parts[model].slices.nodeBias[at]),
  };
  inputs.forEach((input, i) => {
    subnodes.forEach(({ model, at }, j) => {
      const edge = i * subnodes.length + j;
      slices.affine.set([1, 0, 1, 0], 4 * edge);
      if (index > 0 && input.model !== model) return;
      const own = parts[model];
      const from = edgeIndex(own.layer, input.at, at);
      layer.symbolic[edge] = own.layer.symbolic[from];
      layer.locked[edge] = own.layer.locked[from];
      slices.affine.set(own.slices.affine.subarray(4 * from, 4 * from + 4), 4 * edge);
    });
  });
  return { layer, slices };
}

/** A place in one of the networks. */
interface Origin {
  readonly model: number;
  readonly at: number;
}

function inputsOf({ inputs }: Layer, model: number): Origin[] {
  return Array.from({ length: inputs }, (_, at) => ({ model, at }));
}

/** Sums of all networks come before the products of any. */
function nodeOrder(models: readonly KanModel[], index: number): Origin[] {
  const layers = models.map(({ layers: all }) => all[index]);
  const take = (model: number, from: number, to: number): Origin[] =>
    Array.from({ length: to - from }, (_, i) => ({ model, at: from + i }));
  return [
    ...layers.flatMap((layer, model) => take(model, 0, layer.sums)),
    ...layers.flatMap((layer, model) => take(model, layer.sums, nodeCount(layer))),
  ];
}

function subnodeOrder(layers: readonly Layer[]): Origin[] {
  const all = layers.flatMap((layer, model) =>
    Array.from({ length: subnodeCount(layer) }, (_, at) => ({ model, at, isSum: at < layer.sums })),
  );
  return [...all.filter(({ isSum }) => isSum), ...all.filter(({ isSum }) => !isSum)];
}

/** A uniform grid over the range of the layer's grid. */
function knotsLike(layer: Layer, input: number, grid: number, order: number): Float64Array {
  const start = input * knotCount(layer) + layer.order;
  const points = uniformPoints(layer.knots[start], layer.knots[start + layer.grid], grid);
  return extendKnots(points, order);
}
