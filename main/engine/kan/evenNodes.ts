/**
 * Hidden nodes whose values are near 1 in size. The nodes of a formula have values in the units of its columns, which may be
 * 10⁻¹⁸ or 10¹²: scores, curves, standard errors and optimisers are made for values near 1.
 */
import { edgeValues } from './edge.ts';
import { edgeIndex, subnodeCount, subnodeOwners, type KanModel, type Layer } from './model.ts';
import { isPresent, isSymbolic } from './places.ts';
import { slicesOf, withLayer } from './slices.ts';

/** A node whose spread lies between 2⁻⁶ and 2⁶ keeps its unit, in which people know its values. */
const mostPower = 6;
/** More rows would not change a power of two. */
const mostRows = 500;
/** Spreads below this share of the values are those of rounding. */
const rounding = 1e-12;

interface Rows {
  readonly inputs: Float64Array;
  readonly rows: number;
}

/**
 * The same network: the sums with a spread far from 1 are multiplied by a power of two, and the functions that take them
 * divide by it, so that no value is rounded anew. Nodes that a spline takes, and those next to locked edges, stay as they are.
 * @param batch its inputs are scaled for the network, [input][row]
 */
export function withEvenNodes(model: KanModel, batch: Rows): KanModel {
  const { inputs, rows } = batch;
  const taken = Math.min(rows, mostRows);
  let values: readonly Float64Array[] = Array.from({ length: model.layers[0].inputs }, (_, input) =>
    inputs.slice(input * rows, input * rows + taken),
  );
  let current = model;
  for (let index = 0; index < model.layers.length - 1; index++) {
    const factors = sumsOf(current, index, values).map(evenFactor);
    current = scaled(current, index, factors);
    values = nodesOf(current, index, sumsOf(current, index, values));
  }
  return current;
}

/** u of each subnode, [subnode][row]. */
function sumsOf(model: KanModel, index: number, inputs: readonly Float64Array[]): Float64Array[] {
  const { subnodeScale, subnodeBias } = slicesOf(model, index);
  return Array.from({ length: subnodeCount(model.layers[index]) }, (_, subnode) => {
    const sum = new Float64Array(inputs[0].length);
    inputs.forEach((xs, input) =>
      edgeValues(model, index, input, subnode, xs).forEach((value, row) => (sum[row] += value)),
    );
    return sum.map((value) => subnodeScale[subnode] * value + subnodeBias[subnode]);
  });
}

/** y of each node, [node][row]. */
function nodesOf(model: KanModel, index: number, sums: readonly Float64Array[]): Float64Array[] {
  const { nodeScale, nodeBias } = slicesOf(model, index);
  const owners = subnodeOwners(model.layers[index]);
  return [...nodeScale].map((scale, node) => {
    const own = sums.filter((_, subnode) => owners[subnode] === node);
    return own[0].map((_, row) => scale * own.reduce((value, sum) => value * sum[row], 1) + nodeBias[node]);
  });
}

/** The power of two that brings the spread near 1; 1 where it is near 1 already, or only rounding. */
function evenFactor(values: Float64Array): number {
  const mean = values.reduce((total, value) => total + value / values.length, 0);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const far = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  if (!(far > rounding * largest) || !Number.isFinite(far)) return 1;
  const spread =
    far * Math.sqrt(values.reduce((total, v) => total + ((v - mean) / far) ** 2, 0) / values.length);
  return evenPower(spread);
}

/** 1 for a size between 2⁻⁶ and 2⁶, else the power of two that multiplies it to one near 1. */
export function evenPower(size: number): number {
  const power = Math.round(Math.log2(size));
  return Math.abs(power) <= mostPower || !Number.isFinite(power) ? 1 : 2 ** -power;
}

/** @param factors of the subnodes' values */
function scaled(model: KanModel, index: number, factors: readonly number[]): KanModel {
  const [inner, outer] = [model.layers[index], model.layers[index + 1]];
  const [own, next] = [slicesOf(model, index), slicesOf(model, index + 1)];
  const owners = subnodeOwners(inner);
  for (let node = 0; node < outer.inputs; node++) {
    const subnodes = owners.flatMap((owner, subnode) => (owner === node ? [subnode] : []));
    if (!isFree(inner, outer, node, subnodes)) continue;
    const whole = subnodes.reduce((product, subnode) => product * factors[subnode], 1);
    for (const subnode of subnodes) {
      for (let input = 0; input < inner.inputs; input++) {
        const edge = edgeIndex(inner, input, subnode);
        own.affine[4 * edge + 2] *= factors[subnode];
        own.affine[4 * edge + 3] *= factors[subnode];
        own.scaleBase[edge] *= factors[subnode];
        own.scaleSpline[edge] *= factors[subnode];
      }
      own.subnodeBias[subnode] *= factors[subnode];
    }
    own.nodeBias[node] *= whole;
    for (let subnode = 0; subnode < subnodeCount(outer); subnode++)
      next.affine[4 * edgeIndex(outer, node, subnode)] /= whole;
  }
  return withLayer(withLayer(model, index, inner, own), index + 1, outer, next);
}

/** Whether only functions take the node, and no edge at it is locked. */
function isFree(inner: Layer, outer: Layer, node: number, subnodes: readonly number[]): boolean {
  const leaving = Array.from({ length: subnodeCount(outer) }, (_, subnode) =>
    edgeIndex(outer, node, subnode),
  );
  const entering = subnodes.flatMap((subnode) =>
    Array.from({ length: inner.inputs }, (_, input) => edgeIndex(inner, input, subnode)),
  );
  const isFunction = (edge: number): boolean => isSymbolic(outer, edge) && !outer.mask[edge];
  const present = leaving.filter((edge) => isPresent(outer, edge));
  return (
    present.every(isFunction) &&
    !leaving.some((edge) => outer.locked[edge]) &&
    !entering.some((edge) => inner.locked[edge])
  );
}
