/** A solution as a table: coordinates, functions and unknown functions at even steps. */
import { latticePoints, rowsInside } from './lattice.ts';
import { pointsAt } from './residuals/points.ts';
import type { Problem } from './problem/problem.ts';
import { solutionValues } from './solution.ts';
import type { State } from './residuals/state.ts';
import { curveValues, unknownsOf } from './residuals/unknowns.ts';

/** Steps along each coordinate, by the number of coordinates. */
const steps = [1000, 50, 15, 8];

/**
 * The text of a CSV file with one row for each point of an even lattice inside the domain. The names of coordinates and
 * functions are words, so that no cell needs quotation marks.
 */
export function solutionTable(problem: Problem, { model, unknowns }: State): string {
  const { coordinates, functions } = problem;
  const along = steps[Math.min(coordinates.length, steps.length) - 1];
  const all = latticePoints(
    problem,
    coordinates.map(() => along),
  );
  const points = pointsAt(all, rowsInside(problem, all));
  const values = solutionValues(problem, model, points);
  const { curves } = unknownsOf(problem);
  const found = curves.map((curve, index) => {
    const { kind, at } = problem.curves[index].argument;
    return curveValues(curve, unknowns, kind === 'coordinate' ? points.columns[at] : values[at]);
  });
  const columns = [...points.columns, ...values, ...found];
  const names = [...coordinates.map(({ name }) => name), ...functions, ...curves.map(({ name }) => name)];
  const rows = Array.from({ length: points.count }, (_, row) =>
    columns.map((column) => String(column[row])).join(','),
  );
  return `${[names.join(','), ...rows].join('\n')}\n`;
}
