/**
 * A network evaluated directly from the definitions, slowly and simply, as a reference for the app's values. For
 * networks of sums, without multiplication nodes or symbolic edges.
 */
import { layoutOf, subnodeCount, type KanModel } from '../../main/engine/kan/model.ts';

/** B-spline of degree k with knots t[i] … t[i + k + 1], by the recursion of Cox and de Boor. */
function basis(t: ArrayLike<number>, i: number, k: number, x: number): number {
  if (k === 0) return t[i] <= x && x < t[i + 1] ? 1 : 0;
  const rising = ((x - t[i]) / (t[i + k] - t[i])) * basis(t, i, k - 1, x);
  const falling = ((t[i + k + 1] - x) / (t[i + k + 1] - t[i + 1])) * basis(t, i + 1, k - 1, x);
  return rising + falling;
}

/** The base functions, as pykan's `base_fun` has them. */
const bases = { silu: (x: number) => x / (1 + Math.exp(-x)), identity: (x: number) => x, zero: () => 0 };

/** φ(x) of the edge from an input of a layer to one of its subnodes. */
export function edgeValue(model: KanModel, at: number, input: number, output: number, x: number): number {
  const layer = model.layers[at];
  const layout = layoutOf(model.layers)[at];
  const edge = input * subnodeCount(layer) + output;
  if (layer.mask[edge] === 0) return 0;
  const knots = layer.grid + 1 + 2 * layer.order;
  const t = layer.knots.subarray(input * knots, (input + 1) * knots);
  const { params } = model;
  let spline = 0;
  for (let g = 0; g < layer.grid + layer.order; g++) {
    spline += params[layout.coef + edge * (layer.grid + layer.order) + g] * basis(t, g, layer.order, x);
  }
  return params[layout.scaleBase + edge] * bases[layer.base](x) + params[layout.scaleSpline + edge] * spline;
}

/** What reaches each input of a layer, [input][row]; of the layer past the last, what the network answers. */
export function layerInputs(model: KanModel, upTo: number, inputs: Float64Array, rows: number): number[][] {
  let values = Array.from({ length: model.layers[0].inputs }, (_, i) => [
    ...inputs.subarray(i * rows, (i + 1) * rows),
  ]);
  for (let at = 0; at < upTo; at++) {
    const layer = model.layers[at];
    const layout = layoutOf(model.layers)[at];
    const { params } = model;
    const previous = values;
    values = Array.from({ length: layer.sums }, (_, j) =>
      Array.from({ length: rows }, (_, row) => {
        const sum = previous.reduce((total, column, i) => total + edgeValue(model, at, i, j, column[row]), 0);
        const subnode = params[layout.subnodeScale + j] * sum + params[layout.subnodeBias + j];
        return params[layout.nodeScale + j] * subnode + params[layout.nodeBias + j];
      }),
    );
  }
  return values;
}

/** The answers of a network with one output, by row, in the network's units. */
export function forward(model: KanModel, inputs: Float64Array, rows: number): number[] {
  return layerInputs(model, model.layers.length, inputs, rows)[0];
}
