/** A solution as functions: its values at points, its errors, its constants with standard errors. */
import { compile } from '../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import type { KanModel } from '../kan/model.ts';
import { factorize, inverseDiagonal } from '../optim/cholesky.ts';
import { DirectionalNetwork, trainedPlaces } from './derivatives/directional.ts';
import { residualProblem } from './leastSquaresProblem.ts';
import type { PointColumns } from './points.ts';
import { toNetwork, type Problem } from './problem/problem.ts';
import { conditionRows, equationPoints, equationRows, measurementRows, type Group } from './rows.ts';

/** The trained numbers of a network and the unknown constants as one vector. */
export function trainedNumbers(model: KanModel, constants: ArrayLike<number>): Float64Array {
  const places = trainedPlaces(model);
  return Float64Array.of(...Array.from(places, (place) => model.params[place]), ...Array.from(constants));
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
    functions.forEach((_, output) => (values[output][row] = network.outputs[output]));
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

/** How much more an equation counts than the measured values: it is exact, they have noise. */
const exactness = 1e6;
/** A ridge for directions of the network that nothing determines, as a share of the mean eigenvalue. */
const ridge = 1e-12;

/**
 * Standard errors of the unknown constants by the measured values' scatter about the solution, with the equations and
 * conditions as constraints; null where nothing was measured.
 */
export function constantErrors(
  problem: Problem,
  model: KanModel,
  constants: readonly number[],
): number[] | null {
  const measured = measurementRows(problem);
  if (measured.length === 0 || constants.length === 0) return null;
  const names = problem.unknown.map(({ name }) => name);
  const theta = trainedNumbers(model, constants);
  const scatter = residualProblem(model, names, measured)
    .residuals(theta)
    .map((values) => {
      const freedom = Math.max(1, values.length - constants.length - 1);
      return values.reduce((sum, value) => sum + value * value, 0) / freedom;
    });
  const least = Math.min(...scatter);
  const rows: readonly Group[] = [
    ...measured,
    ...equationRows(problem, equationPoints(problem, 500)),
    ...conditionRows(problem, 64),
  ];
  const traces = residualProblem(model, names, rows).traces(theta);
  const noise = Math.max(least, Number.MIN_VALUE);
  // A row's weight is the inverse of its variance.
  const weights = rows.map(({ count }, group) =>
    group < measured.length
      ? count / Math.max(scatter[group], Number.MIN_VALUE)
      : (count * exactness * traces[0]) / (noise * Math.max(traces[group], Number.MIN_VALUE)),
  );
  const { hessian } = residualProblem(model, names, rows, weights).quadratic(theta);
  const size = theta.length;
  const half = hessian.map((value) => value / 2);
  let trace = 0;
  for (let i = 0; i < size; i++) trace += half[i * size + i];
  for (let i = 0; i < size; i++) half[i * size + i] += (ridge * trace) / size;
  const variances = inverseDiagonal(factorize(half, size), size);
  return [...variances.subarray(size - constants.length)].map(Math.sqrt);
}
