/** A solution as a table: coordinates and functions at even steps. */
import type { KanModel } from '../kan/model.ts';
import type { PointColumns } from './points.ts';
import type { Problem } from './problem/problem.ts';
import { solutionValues } from './solution.ts';

/** Steps along each coordinate, by the number of coordinates. */
const steps = [1000, 50, 15, 8];

/**
 * The text of a CSV file with one row for each point of an even lattice inside the domain. The names of coordinates and
 * functions are words, so that no cell needs quotation marks.
 */
export function solutionTable(problem: Problem, model: KanModel): string {
  const points = lattice(problem);
  const columns = [...points.columns, ...solutionValues(problem, model, points)];
  const names = [...problem.coordinates.map(({ name }) => name), ...problem.functions];
  const rows = Array.from({ length: points.count }, (_, row) =>
    columns.map((column) => String(column[row])).join(','),
  );
  return `${[names.join(','), ...rows].join('\n')}\n`;
}

function lattice({ coordinates, region }: Problem): PointColumns {
  const along = steps[Math.min(coordinates.length, steps.length) - 1];
  const count = (along + 1) ** coordinates.length;
  const columns = coordinates.map(({ low, high }, at) =>
    Float64Array.from({ length: count }, (_, row) => {
      const step = Math.floor(row / (along + 1) ** at) % (along + 1);
      return low + ((high - low) * step) / along;
    }),
  );
  if (region === null) return { count, columns };
  const margin = region.inside(columns, count);
  const rows = Array.from({ length: count }, (_, row) => row).filter((row) => margin[row] >= -1e-9);
  return {
    count: rows.length,
    columns: columns.map((column) => Float64Array.from(rows, (row) => column[row])),
  };
}
