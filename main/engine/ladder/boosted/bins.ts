/**
 * Inputs cut into bins, for boosting. Each bin has a knot; a function with a value for each bin is a polygon through its
 * knots, flat beyond the last ones: a B-spline of order 1.
 */
import { fillWidest } from '../terms/gridPoints.ts';
import { polygonBasis } from '../terms/smoothBasis.ts';
import type { TermColumn, Term, Terms } from '../terms/terms.ts';

/** The bins of an input. */
export interface Bins {
  /** Ascending, one for each bin. */
  readonly knots: Float64Array;
  /** The bin of each row. */
  readonly of: Uint8Array;
  /** Rows in each bin, as a share of all. */
  readonly shares: Float64Array;
}

export interface BinnedTable {
  readonly rows: number;
  /** By input. */
  readonly bins: readonly Bins[];
  /** The grids of the network's edges. Its lines are those of inputs with two bins. */
  readonly terms: Terms;
  /** [input][row] */
  readonly inputs: Float64Array;
}

/** The most bins of an input: few rows have fewer, so that a bin has enough of them. */
const mostBins = { ofFew: 32, ofMany: 64, rowsOfEach: 16 } as const;
/** The fewest grid points among the knots, so that a network is not smaller than its order asks for. */
const leastPoints = 4;

/** @param inputs [input][row] */
export function binnedTable(inputs: Float64Array, rows: number): BinnedTable {
  const most = Math.min(Math.max(Math.floor(rows / mostBins.rowsOfEach), mostBins.ofFew), mostBins.ofMany);
  const bins = Array.from({ length: inputs.length / rows }, (_, input) =>
    binsOf(inputs.subarray(input * rows, (input + 1) * rows), most),
  );
  const points = bins.reduce((most, { knots }) => Math.max(most, knots.length), leastPoints);
  const bases = bins.map(({ knots }) => polygonBasis(innerPoints(knots, points)));
  const terms = bins.map(({ knots }, input): Term => {
    const line: TermColumn = {
      input,
      coef: bases[input].identity,
      mean: 0,
      values: inputs.subarray(input * rows, (input + 1) * rows),
    };
    const lines = knots.length === 2 ? [line] : [];
    return { inputs: [input], isNumber: true, lines, rescaled: {}, deviations: [] };
  });
  return { rows, bins, terms: { rows, order: 1, bases, terms }, inputs };
}

/** A bin for each value where these are few; else bins of about as many rows each, with their means as knots. */
function binsOf(column: Float64Array, most: number): Bins {
  const sorted = column.toSorted();
  const distinct = sorted.filter((value, i) => i === 0 || value > sorted[i - 1]);
  const starts = distinct.length <= most ? distinct : startsOf(sorted, Math.floor(most / 2));
  const of = Uint8Array.from(column, (value) => lastAtMost(starts, value));
  const sums = new Float64Array(starts.length);
  const counts = new Float64Array(starts.length);
  of.forEach((bin, row) => {
    sums[bin] += column[row];
    counts[bin]++;
  });
  return {
    knots: sums.map((sum, bin) => sum / counts[bin]),
    of,
    shares: counts.map((count) => count / column.length),
  };
}

/** The least value of each bin: half of them are quantiles, the other half evenly spaced. */
function startsOf(sorted: Float64Array, half: number): Float64Array {
  const last = sorted[sorted.length - 1];
  const quantiles = Array.from({ length: half }, (_, i) => sorted[Math.floor((i * sorted.length) / half)]);
  const even = Array.from({ length: half }, (_, i) => {
    const from = sorted[0] + ((last - sorted[0]) * i) / half;
    return sorted.find((value) => value >= from) ?? last;
  });
  return Float64Array.from(new Set([...quantiles, ...even])).sort();
}

function lastAtMost(starts: Float64Array, value: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The knots, and others between them; around a single one there is one on each side. */
function innerPoints(knots: Float64Array, count: number): Float64Array {
  return fillWidest(knots.length > 1 ? [...knots] : [knots[0] - 1, knots[0], knots[0] + 1], count);
}

/** The polygon with a value at each knot. @returns its values at x's. */
export function polygonAt({ knots }: Bins, values: Float64Array, xs: Float64Array): Float64Array {
  return xs.map((x) => {
    const left = lastAtMost(knots, x);
    if (x <= knots[0] || left === knots.length - 1) return values[left];
    const share = (x - knots[left]) / (knots[left + 1] - knots[left]);
    return values[left] + share * (values[left + 1] - values[left]);
  });
}
