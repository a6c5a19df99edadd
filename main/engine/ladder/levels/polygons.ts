/**
 * Curves and levels as polygons: splines of order 1 that have a grid point at each value with a level, and many on each curve.
 */
import type { DesignColumn } from '../fits/design.ts';
import { fillWidest } from '../terms/gridPoints.ts';
import type { Written } from '../fits/learners.ts';
import { polygonBasis, valuesOf, type SmoothBasis } from '../terms/smoothBasis.ts';
import type { TermColumn, Terms } from '../terms/terms.ts';
import type { Levels } from './levels.ts';

/** The least number of edges of a polygon that stands for a curve: it is as far from the curve as the width of a line is. */
const fewestEdges = 64;

/** The same functions on grids of order 1, with terms that have them. */
export function asPolygons(
  { design, ...fit }: Written,
  terms: Terms,
  levels: readonly Levels[],
): { readonly written: Written; readonly terms: Terms } {
  const own = new Map(levels.map((one) => [one.input, one]));
  const points = terms.bases.map((basis, input) => {
    const values = own.get(input)?.values;
    return values === undefined ? pointsOn(basis) : pointsAround(values);
  });
  const most = points.reduce((count, list) => Math.max(count, list.length), 0);
  const bases = points.map((list) => polygonBasis(fillWidest(list, most)));
  const known = new Map<TermColumn, TermColumn>();
  const levelOf = new Map(
    levels.flatMap(({ values, columns }) => columns.map((column, level) => [column, { values, level }])),
  );
  const drawn = (column: TermColumn): TermColumn => {
    const level = levelOf.get(column);
    const at = bases[column.input].identity;
    return {
      ...column,
      coef: level === undefined ? valuesOf(terms.bases[column.input], [column.coef], at) : hat(level, at),
    };
  };
  const polygon = (column: TermColumn): TermColumn => {
    const found = known.get(column) ?? drawn(column);
    known.set(column, found);
    return found;
  };
  const onGrid = (column: DesignColumn): DesignColumn => {
    if ('coef' in column) return polygon(column);
    return 'one' in column ? { ...column, one: polygon(column.one), other: polygon(column.other) } : column;
  };
  return {
    written: { ...fit, design: { ...design, members: design.members.map(onGrid) } },
    terms: {
      rows: terms.rows,
      order: 1,
      bases,
      terms: terms.terms.map((term) => ({
        ...term,
        lines: term.lines.map(polygon),
        deviations: term.deviations.map(polygon),
      })),
    },
  };
}

/** Grid points on a curve: its own, with as many between them as the polygon needs. */
function pointsOn({ knots, grid, order }: SmoothBasis): number[] {
  const own = Array.from(knots.subarray(order + 1, order + grid));
  const pieces = Math.ceil(fewestEdges / (own.length - 1));
  return own.flatMap((x, i) =>
    i === own.length - 1
      ? [x]
      : Array.from({ length: pieces }, (_, piece) => x + ((own[i + 1] - x) * piece) / pieces),
  );
}

/** A gap between values is wide above this many times the least one: values are missing there. */
export const wide = 1.5;
/** Up to this many times the least gap one value is missing. */
const single = 2.5;

/**
 * Grid points of levels: the values, and points beyond each end and in each wide gap at the distance of the least gap, where
 * there is no level any more. A subject who was not there has the curve, not the levels of the neighbouring numbers.
 */
function pointsAround(values: Float64Array): number[] {
  const gaps = values.subarray(1).map((value, i) => value - values[i]);
  const gap = gaps.reduce((least, width) => Math.min(least, width));
  const between = (i: number): number[] => {
    if (i === gaps.length) return [values[i] + gap];
    if (gaps[i] < wide * gap) return [];
    if (gaps[i] < single * gap) return [(values[i] + values[i + 1]) / 2];
    return [values[i] + gap, values[i + 1] - gap];
  };
  return [values[0] - gap, ...Array.from(values).flatMap((value, i) => [value, ...between(i)])];
}

/** The polygon that is 1 at the value of a level, and 0 at the grid points beside it and beyond them. */
function hat(
  { values, level }: { readonly values: Float64Array; readonly level: number },
  xs: Float64Array,
): Float64Array {
  const points = pointsAround(values);
  const own = points.indexOf(values[level]);
  return xs.map((x) => {
    const neighbour = points[x < points[own] ? own - 1 : own + 1];
    return Math.max(0, 1 - Math.abs(x - points[own]) / Math.abs(neighbour - points[own]));
  });
}
