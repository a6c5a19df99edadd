/** Points at which residuals are computed: inside the domain, on its border, and where a condition holds. */
import type { Condition, Coordinate, Problem } from '../problem/problem.ts';
import type { Region } from '../problem/region.ts';

/** Points as columns, one for each coordinate, in the coordinates' own units. */
export interface PointColumns {
  readonly count: number;
  readonly columns: readonly Float64Array[];
}

/**
 * Evenly spread points of a box without a pattern: multiples of 1/φ, 1/φ² …, where φ solves φ^(d+1) = φ + 1 (Roberts, "The
 * unreasonable effectiveness of quasirandom sequences", 2018). @param from the first number of the sequence
 */
export function spreadPoints(box: readonly Coordinate[], count: number, from = 0): PointColumns {
  let phi = 2;
  for (let i = 0; i < 40; i++) phi = (1 + phi) ** (1 / (box.length + 1));
  return {
    count,
    columns: box.map(({ low, high }, d) => {
      const step = phi ** -(d + 1);
      return Float64Array.from(
        { length: count },
        (_, i) => low + (high - low) * ((0.5 + (from + i + 1) * step) % 1),
      );
    }),
  };
}

/** At least `count` points inside the domain, unless the domain is a very small part of the box. */
export function interiorPoints({ coordinates, region }: Problem, count: number, from = 0): PointColumns {
  if (coordinates.length === 1 && region === null) return chebyshev(coordinates[0], count);
  const all = spreadPoints(coordinates, count, from);
  if (region === null) return all;
  for (let more = 2; ; more *= 2) {
    const points = insideOf(region, spreadPoints(coordinates, count * more, from), 0);
    if (points.count >= count || more > 256) return firstPoints(points, count);
  }
}

/** Points that are denser towards both ends, where polynomials need them. */
function chebyshev({ low, high }: Coordinate, count: number): PointColumns {
  const column = Float64Array.from({ length: count }, (_, i) => {
    const even = (i + 0.5) / count;
    const dense = (1 - Math.cos(Math.PI * even)) / 2;
    return low + (high - low) * (0.7 * even + 0.3 * dense);
  });
  return { count, columns: [column] };
}

/** The lists of points of a condition. In each row, the points differ only in the coordinates with fixed values. */
export function conditionPoints(
  problem: Problem,
  condition: Condition,
  count: number,
): readonly PointColumns[] {
  const { coordinates, region } = problem;
  if (condition.places.length === 0) return [borderPoints(problem, count)];
  const free = coordinates.filter((_, at) => condition.places.some((place) => place[at] === null));
  const along = free.length === 0 ? { count: 1, columns: [] } : evenPoints(free, count);
  const lists = condition.places.map((place) => ({
    count: along.count,
    columns: coordinates.map((coordinate, at) => {
      const fixed = place[at];
      return fixed === null
        ? along.columns[free.indexOf(coordinate)]
        : new Float64Array(along.count).fill(fixed);
    }),
  }));
  if (region === null) return lists;
  const margins = lists.map(({ columns }) => region.inside(columns, along.count));
  const rows = Array.from({ length: along.count }, (_, row) => row).filter((row) =>
    margins.every((margin) => margin[row] >= -1e-9),
  );
  return lists.map((list) => pointsAt(list, rows));
}

/** Even steps with both ends for one coordinate, spread points for more. */
function evenPoints(box: readonly Coordinate[], count: number): PointColumns {
  if (box.length > 1) return spreadPoints(box, count);
  const [{ low, high }] = box;
  return {
    count,
    columns: [Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))],
  };
}

/**
 * Points of the border. With a time called t, the border is that of the other coordinates: values at the
 * first time are a condition of their own.
 */
function borderPoints({ coordinates, region }: Problem, count: number): PointColumns {
  const bounded = coordinates.flatMap(({ name }, at) => (name === 't' && coordinates.length > 1 ? [] : [at]));
  const sides = bounded.flatMap((at) => (['low', 'high'] as const).map((end) => ({ at, end })));
  const perSide = Math.max(4, Math.ceil(count / sides.length));
  const lists = sides.map(({ at, end }) => {
    const fixed = coordinates[at][end];
    const others = coordinates.filter((_, other) => other !== at);
    const along = others.length === 0 ? { count: 1, columns: [] } : evenPoints(others, perSide);
    const columns = coordinates.map((coordinate, other) =>
      other === at ? new Float64Array(along.count).fill(fixed) : along.columns[others.indexOf(coordinate)],
    );
    return { count: along.count, columns };
  });
  const box = joinedPoints(lists);
  if (region === null) return box;
  return joinedPoints([insideOf(region, box, -1e-9), crossings(region, coordinates, count)]);
}

/** Where lines between points inside and outside cross the border, found by bisection. */
function crossings(region: Region, coordinates: readonly Coordinate[], count: number): PointColumns {
  const starts = spreadPoints(coordinates, 16 * count, 0);
  const ends = spreadPoints(coordinates, 16 * count, 16 * count + 7);
  const [first, second] = [starts, ends].map(({ columns, count: all }) => region.inside(columns, all));
  const rows = Array.from({ length: starts.count }, (_, row) => row)
    .filter((row) => first[row] > 0 !== second[row] > 0)
    .slice(0, count);
  let low = rows.map((row) => (first[row] > 0 ? starts : ends).columns.map((column) => column[row]));
  let high = rows.map((row) => (first[row] > 0 ? ends : starts).columns.map((column) => column[row]));
  for (let step = 0; step < 50; step++) {
    const middle = low.map((point, i) => point.map((value, at) => (value + high[i][at]) / 2));
    const columns = coordinates.map((_, at) => Float64Array.from(middle, (point) => point[at]));
    const margin = region.inside(columns, middle.length);
    low = low.map((point, i) => (margin[i] > 0 ? middle[i] : point));
    high = high.map((point, i) => (margin[i] > 0 ? point : middle[i]));
  }
  return {
    count: low.length,
    columns: coordinates.map((_, at) => Float64Array.from(low, (point) => point[at])),
  };
}

function insideOf(region: Region, points: PointColumns, least: number): PointColumns {
  const margin = region.inside(points.columns, points.count);
  return pointsAt(
    points,
    Array.from({ length: points.count }, (_, row) => row).filter((row) =>
      least < 0 ? margin[row] >= least : margin[row] > least,
    ),
  );
}

/** Some of the points, in the order of `rows`. */
export function pointsAt({ columns }: PointColumns, rows: readonly number[]): PointColumns {
  return {
    count: rows.length,
    columns: columns.map((column) => Float64Array.from(rows, (row) => column[row])),
  };
}

function firstPoints({ count, columns }: PointColumns, most: number): PointColumns {
  return { count: Math.min(count, most), columns: columns.map((column) => column.slice(0, most)) };
}

/** All points of these lists, of which there is at least one. */
export function joinedPoints(lists: readonly PointColumns[]): PointColumns {
  return {
    count: lists.reduce((sum, { count }) => sum + count, 0),
    columns: lists[0].columns.map((_, at) =>
      Float64Array.from(lists.flatMap(({ columns }) => [...columns[at]])),
    ),
  };
}

/** Points over the whole domain, at which solutions are compared. */
export function comparisonPoints(problem: Problem): PointColumns {
  const { coordinates, region } = problem;
  if (coordinates.length === 1 && region === null) return evenPoints(coordinates, 2001);
  return interiorPoints(problem, 2500, 31);
}
