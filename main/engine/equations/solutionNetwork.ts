/** The network of a solution as one of a data set: its outputs in the data set's scales. */
import type { Encoding } from '../data/encoding/encoding.ts';
import { layoutOf, nodeCount, type KanModel } from '../kan/model.ts';
import { halfWidth, type Coordinate } from './problem/problem.ts';

/** Of a coordinate's range: a larger difference of the scales would move the solution. */
const tolerance = 1e-9;

/**
 * @param encoding of the data set whose inputs are the coordinates, in this order
 * @returns null where the inputs' scales are not those of the network: from −1 to 1 over each coordinate's range
 */
export function solutionNetwork(
  model: KanModel,
  coordinates: readonly Coordinate[],
  { features, outputs }: Encoding,
): KanModel | null {
  const same = coordinates.every((coordinate, at) => {
    const { shift, scale } = features[at].scaling;
    const half = halfWidth(coordinate);
    const middle = (coordinate.low + coordinate.high) / 2;
    return Math.abs(shift - middle) <= tolerance * half && Math.abs(scale - half) <= tolerance * half;
  });
  if (!same) return null;
  const params = model.params.slice();
  const { nodeScale, nodeBias } = layoutOf(model.layers)[model.layers.length - 1];
  const last = model.layers[model.layers.length - 1];
  for (let output = 0; output < nodeCount(last); output++) {
    const { shift, scale } = outputs[output].scaling;
    params[nodeScale + output] /= scale;
    params[nodeBias + output] = (params[nodeBias + output] - shift) / scale;
  }
  return { ...model, params };
}
