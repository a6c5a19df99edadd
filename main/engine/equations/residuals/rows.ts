/** The rows of all residuals of a problem: equations inside, conditions where they hold, measured values. */
import { subtract, variable } from '../../../../shared/expression/tree.ts';
import { spread } from '../../symbolic/laws/surface.ts';
import { conditionPoints, interiorPoints, type PointColumns } from './points.ts';
import { toNetwork, type Problem } from '../problem/problem.ts';
import type { Residual } from '../problem/residual.ts';
import type { ResidualRows } from './residuals.ts';

export interface Group extends ResidualRows {
  readonly kind: 'equation' | 'condition' | 'measurement';
  /** Of measured values: their standard deviation. */
  readonly spread?: number;
}

/** The equations at points inside the domain. */
export function equationRows(problem: Problem, points: PointColumns): Group[] {
  return problem.equations.map((residual) => rowsAt(problem, residual, [points], 'equation'));
}

/** The conditions where they hold. @param count number of points for each condition */
export function conditionRows(problem: Problem, count: number): Group[] {
  return problem.conditions.map((condition) => {
    const lists = conditionPoints(problem, condition, count);
    return rowsAt(problem, condition.residual, lists, 'condition');
  });
}

/** The differences between the functions and their measured values. */
export function measurementRows(problem: Problem): Group[] {
  const { measurements, functions, coordinates } = problem;
  if (measurements === null) return [];
  return measurements.values.flatMap((values, output) => {
    if (values === null) return [];
    const name = functions[output];
    const measured = `measured ${name}`;
    const residual: Residual = {
      text: `${name} measured`,
      expression: subtract(variable(name), variable(measured)),
      terms: [{ symbol: name, output, orders: coordinates.map(() => 0), place: 0 }],
    };
    const points = { count: measurements.rows, columns: measurements.coordinates };
    const rows = rowsAt(problem, residual, [points], 'measurement');
    return [{ ...rows, columns: { ...rows.columns, [measured]: values }, spread: spread(values, null) }];
  });
}

/** Points inside the domain for the equations. */
export function equationPoints(problem: Problem, count: number, from = 0): PointColumns {
  return interiorPoints(problem, count, from);
}

function rowsAt(
  { coordinates }: Problem,
  residual: Residual,
  lists: readonly PointColumns[],
  kind: Group['kind'],
): Group {
  const [{ count, columns }] = lists;
  return {
    kind,
    residual,
    count,
    places: lists.map((list) => {
      const inputs = new Float64Array(coordinates.length * count);
      coordinates.forEach((coordinate, at) =>
        inputs.set(toNetwork(coordinate, list.columns[at]), at * count),
      );
      return inputs;
    }),
    columns: Object.fromEntries(coordinates.map(({ name }, at) => [name, columns[at]])),
    weights: null,
  };
}
