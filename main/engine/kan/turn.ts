/**
 * Turns the curves of a network the right way up. exp(−2·h) with h = −½·sin(x) is exp(h) with h = sin(x): where all edges
 * that leave a node are functions, sign and scale of the node's sum are free, and the curves that enter it are drawn
 * upside down as often as not. The values of the network stay the same, up to rounding.
 */
import { edgeFunction, type EdgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { edgeValues } from './edge.ts';
import type { Affine } from './editEdge.ts';
import { evenPower } from './evenNodes.ts';
import { edgeIndex, knotCount, subnodeCount, type KanModel, type Layer } from './model.ts';
import { isPresent, isSymbolic } from './places.ts';
import { slicesOf, withLayer } from './slices.ts';

/** What a node's sum h becomes: factor·h + offset. */
interface Turn {
  readonly factor: number;
  readonly offset: number;
}

/**
 * The same network with the inner functions as a formula has them: f(h) in place of c·f(a·h + b) where only one function
 * takes the sum h of a node, and h with the more frequent sign where several do. Constants d of the functions in h
 * become a part of the node's bias. A scale far from 1 stays with the function, as a power of two ({@link evenPower}). Nodes next to locked edges, products, and nodes that a spline takes stay as they are.
 */
export function turnedUp(model: KanModel): KanModel {
  let current = model;
  for (let layer = model.layers.length - 2; layer >= 0; layer--)
    for (let node = 0; node < model.layers[layer].sums; node++) current = nodeTurned(current, layer, node);
  return current;
}

function nodeTurned(model: KanModel, layer: number, node: number): KanModel {
  const [inner, outer] = [model.layers[layer], model.layers[layer + 1]];
  const incoming = presentEdges(inner, inner.inputs, (input) => edgeIndex(inner, input, node));
  const outgoing = presentEdges(outer, subnodeCount(outer), (subnode) => edgeIndex(outer, node, subnode));
  const fixed = outgoing.length > 0 && outgoing.every((edge) => isSymbolic(outer, edge) && !outer.mask[edge]);
  const locked = incoming.some((edge) => inner.locked[edge]) || outgoing.some((edge) => outer.locked[edge]);
  if (!fixed || locked || incoming.length === 0) return model;
  const outside = slicesOf(model, layer + 1);
  const { affine } = outside;
  const functions = outgoing.map((edge) => {
    const fn = edgeFunction(outer.symbolic[edge]!);
    return { fn, affine: mirrored(fn, affineAt(affine, edge)) };
  });
  if (functions.some(({ affine: [a, , c] }) => a === 0 || c === 0)) return model;
  const { turn, numbers } = turnFor(functions);
  outgoing.forEach((edge, i) => affine.set(numbers[i], 4 * edge));
  const taken = withLayer(model, layer + 1, withKnots(outer, node, turn), outside);
  return withSum(taken, layer, node, incoming, turn);
}

interface Taken {
  readonly fn: EdgeFunction;
  readonly affine: Affine;
}

function presentEdges(layer: Layer, count: number, edgeOf: (place: number) => number): number[] {
  return Array.from({ length: count }, (_, place) => edgeOf(place)).filter((edge) => isPresent(layer, edge));
}

function affineAt(numbers: Float64Array, edge: number): Affine {
  const [a, b, c, d] = numbers.subarray(4 * edge, 4 * edge + 4);
  return [a, b, c, d];
}

/** The same function with a > 0 where f is even, and with c > 0 where f is odd. */
function mirrored(fn: EdgeFunction, [a, b, c, d]: Affine): Affine {
  const has = (sign: 1 | -1): boolean => probes.every((x) => fn.value(-x) === sign * fn.value(x));
  if (a < 0 && has(1)) return [-a, -b, c, d];
  return c < 0 && has(-1) ? [-a, -b, -c, d] : [a, b, c, d];
}

/** Arguments at which a function shows whether it is even or odd. */
const probes = [0.137, 0.61, 0.93, 2.71];

/** How the node's sum is turned, and a to d of each function of the turned sum. */
function turnFor(functions: readonly Taken[]): { readonly turn: Turn; readonly numbers: readonly Affine[] } {
  const [
    {
      fn,
      affine: [a, b, c, d],
    },
  ] = functions;
  if (functions.length === 1) {
    if (fn.name === 'x') {
      const even = evenPower(Math.abs(a * c));
      return { turn: { factor: a * c * even, offset: (b * c + d) * even }, numbers: [[1 / even, 0, 1, 0]] };
    }
    const even = evenPower(Math.abs(a));
    return { turn: { factor: a * even, offset: b * even }, numbers: [[1 / even, 0, c, d]] };
  }
  const falling = functions.filter(({ affine }) => affine[0] < 0).length;
  const factor = 2 * falling > functions.length ? -1 : 1;
  return {
    turn: { factor, offset: 0 },
    numbers: functions.map(({ affine: [slope, ...others] }) => [factor * slope, ...others]),
  };
}

function withKnots(layer: Layer, input: number, { factor, offset }: Turn): Layer {
  const size = knotCount(layer);
  const knots = layer.knots.slice();
  const own = layer.knots.subarray(input * size, (input + 1) * size).map((knot) => factor * knot + offset);
  knots.set(factor < 0 ? own.reverse() : own, input * size);
  return { ...layer, knots };
}

/** A constant d of at most so many times the height of its curve is no more than where the curve lies. */
const mostShift = 10;

/** False where c·f and d are large numbers that cancel: one without the other would say nothing of the curve. */
function isSmallShift(model: KanModel, index: number, node: number, edge: number): boolean {
  const layer = model.layers[index];
  const input = Math.floor(edge / subnodeCount(layer));
  const knots = layer.knots.subarray(
    input * knotCount(layer) + layer.order,
    (input + 1) * knotCount(layer) - layer.order,
  );
  const values = edgeValues(model, index, input, node, knots).filter(Number.isFinite);
  const height = Math.max(...values) - Math.min(...values);
  return Math.abs(slicesOf(model, index).affine[4 * edge + 3]) <= mostShift * height;
}

/** The sum of a node, turned: its edges take over the scales of the node. */
function withSum(
  model: KanModel,
  index: number,
  node: number,
  incoming: readonly number[],
  { factor, offset }: Turn,
): KanModel {
  const slices = slicesOf(model, index);
  const { affine, scaleBase, scaleSpline, subnodeScale, subnodeBias, nodeScale, nodeBias } = slices;
  const whole = factor * nodeScale[node] * subnodeScale[node];
  let constant = 0;
  for (const edge of incoming) {
    scaleBase[edge] *= whole;
    scaleSpline[edge] *= whole;
    const [a, b, c, d] = affineAt(affine, edge);
    const moves = isSymbolic(model.layers[index], edge) && isSmallShift(model, index, node, edge);
    affine.set([a, b, c * whole, moves ? 0 : d * whole], 4 * edge);
    if (moves) constant += d * whole;
  }
  subnodeBias[node] = factor * (nodeScale[node] * subnodeBias[node] + nodeBias[node]) + offset + constant;
  subnodeScale[node] = 1;
  nodeScale[node] = 1;
  nodeBias[node] = 0;
  return withLayer(model, index, model.layers[index], slices);
}
