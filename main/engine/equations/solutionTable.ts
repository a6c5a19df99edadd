/** A solution as a table: coordinates and functions at even steps. */
import type { KanModel } from '../kan/model.ts';
import { latticePoints, rowsInside } from './lattice.ts';
import { pointsAt } from './points.ts';
import type { Problem } from './problem/problem.ts';
import { solutionValues } from './solution.ts';

/** Steps along each coordinate, by the number of coordinates. */
const steps = [1000, 50, 15, 8];

/**
 * The text of a CSV file with one row for each point of an even lattice inside the domain. The names of coordinates and
 * functions are words, so that no cell needs quotation marks.
 */
export function solutionTable(problem: Problem, model: KanModel): string {
  const { coordinates, functions } = problem;
  const along = steps[Math.min(coordinates.length, steps.length) - 1];
  const all = latticePoints(
    problem,
    coordinates.map(() => along),
  );
  const points = pointsAt(all, rowsInside(problem, all));
  const columns = [...points.columns, ...solutionValues(problem, model, points)];
  const names = [...coordinates.map(({ name }) => name), ...functions];
  const rows = Array.from({ length: points.count }, (_, row) =>
    columns.map((column) => String(column[row])).join(','),
  );
  return `${[names.join(','), ...rows].join('\n')}\n`;
}
