/** A solution as functions: its values at points, its errors. */
import { compile } from '../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import type { KanModel } from '../kan/model.ts';
import { DirectionalNetwork, trainedPlaces } from './derivatives/directional.ts';
import type { PointColumns } from './residuals/points.ts';
import { toNetwork, type Problem } from './problem/problem.ts';

/** The trained numbers of a network and the unknown numbers as one vector. */
export function trainedNumbers(model: KanModel, unknowns: ArrayLike<number>): Float64Array {
  const places = trainedPlaces(model);
  return Float64Array.of(...Array.from(places, (place) => model.params[place]), ...Array.from(unknowns));
}

/** Values of each function at points in the coordinates' own units, [function][point]. */
export function solutionValues(
  { coordinates, functions }: Problem,
  model: KanModel,
  points: PointColumns,
): Float64Array[] {
  const { count, columns } = points;
  const network = new DirectionalNetwork(model, 0);
  const theta = trainedNumbers(model, []);
  const inputs = new Float64Array(coordinates.length * count);
  coordinates.forEach((coordinate, at) => inputs.set(toNetwork(coordinate, columns[at]), at * count));
  const values = functions.map(() => new Float64Array(count));
  for (let row = 0; row < count; row++) {
    network.forward(theta, inputs, count, row, [], 0);
    functions.forEach((_, output) => (values[output][row] = network.sizes[output] * network.outputs[output]));
  }
  return values;
}

/** Mean squared error against the known solutions, over all functions that have one; null without any. */
export function exactError(problem: Problem, model: KanModel, points: PointColumns): number | null {
  const names = problem.coordinates.map(({ name }) => name);
  const values = solutionValues(problem, model, points);
  const errors = problem.exact.flatMap((exact: Expression | null, output) => {
    if (exact === null) return [];
    const known = compile(exact, names)(points.columns, points.count);
    return [known.reduce((sum, value, row) => sum + (value - values[output][row]) ** 2, 0) / points.count];
  });
  return errors.length === 0 ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
