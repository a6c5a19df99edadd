/**
 * Equations whose conditions are all at the lower end of their only coordinate are solved from there on, in growing windows:
 * the solution of a window is where the next one starts.
 */
import { basisCount, knotCount, layoutOf, nodeCount, type KanModel } from '../../kan/model.ts';
import type { Problem } from '../problem/problem.ts';

const windows = 32;

/** Whether all conditions are at the lower end of the only coordinate, and no values were measured. */
export function isInitialValueProblem({ coordinates, conditions, measurements }: Problem): boolean {
  if (coordinates.length !== 1 || measurements !== null || conditions.length === 0) return false;
  const [{ low, high }] = coordinates;
  const slack = 1e-9 * (high - low);
  return conditions.every(
    ({ places }) =>
      places.length > 0 && places.every(([value]) => value !== null && Math.abs(value - low) <= slack),
  );
}

/** The end of each window; the last one is not limited. */
export function windowEnds({ coordinates: [{ low, high }] }: Problem): number[] {
  return [
    ...Array.from({ length: windows - 1 }, (_, i) => low + ((i + 1) / windows) * (high - low)),
    Infinity,
  ];
}

/**
 * The network of one layer with its curves continued as constants after a point: where the next window begins.
 * @param end in the network's units, −1 to 1
 */
export function continuedAfter(model: KanModel, end: number): KanModel {
  const [layer] = model.layers;
  const [{ coef }] = layoutOf(model.layers);
  const params = model.params.slice();
  const bases = basisCount(layer);
  for (let input = 0; input < layer.inputs; input++) {
    const knots = layer.knots.subarray(input * knotCount(layer), (input + 1) * knotCount(layer));
    const first = knots.findIndex((knot) => knot >= end);
    for (let output = 0; output < nodeCount(layer); output++) {
      const at = coef + (input * nodeCount(layer) + output) * bases;
      params.fill(params[at + first - 1], at + first, at + bases);
    }
  }
  return { ...model, params };
}
