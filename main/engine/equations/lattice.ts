/** Points at even steps of the domain, for tables and figures. */
import type { PointColumns } from './residuals/points.ts';
import type { Problem } from './problem/problem.ts';

/**
 * All points of a lattice over the domain's box, the first coordinate first. Coordinates without steps are at the middle
 * of their ranges. @param steps along each coordinate
 */
export function latticePoints({ coordinates }: Problem, steps: readonly number[]): PointColumns {
  const along = coordinates.map((_, at) => steps.at(at) ?? 0);
  const count = along.reduce((product, one) => product * (one + 1), 1);
  let stride = 1;
  const columns = coordinates.map(({ low, high }, at) => {
    const [each, size] = [stride, along[at]];
    stride *= size + 1;
    return Float64Array.from({ length: count }, (_, row) =>
      size === 0 ? (low + high) / 2 : low + ((high - low) * (Math.floor(row / each) % (size + 1))) / size,
    );
  });
  return { count, columns };
}

/** Which of the points belong to the domain; its border does. */
export function rowsInside({ region }: Problem, { count, columns }: PointColumns): number[] {
  const all = Array.from({ length: count }, (_, row) => row);
  if (region === null) return all;
  const margin = region.inside(columns, count);
  return all.filter((row) => margin[row] >= -1e-9);
}
