/** Trees on binned inputs. The splits of a path are of at most two inputs. */
import type { Bins } from './bins.ts';

/** A value for all rows, or a split. */
export type Tree = number | Fork;

export interface Fork {
  readonly input: number;
  /** The last bin of the input whose rows go to `low`; all others go to `high`. */
  readonly last: number;
  readonly low: Tree;
  readonly high: Tree;
}

/** What trees may be. */
export interface Shape {
  /** The most splits of a path. */
  readonly depth: number;
  /** Whether two inputs may be in one path. */
  readonly mayPair: (one: number, other: number) => boolean;
}

/** Slopes and curvatures of the rows' losses. Both are of one output. */
export interface Derivatives {
  /** Minus the slope, by row. */
  readonly slope: Float64Array;
  /** By row, above 0. */
  readonly curvature: Float64Array;
}

/** The fewest rows on each side of a split. */
const leastRows = 4;
/** Added to the curvature of a leaf, so that leaves of few rows are shrunk. */
const shrinkage = 1;
/** A split must lower the loss by more, so that rounding makes none. */
const leastGain = 1e-12;

interface Split {
  readonly input: number;
  readonly last: number;
  readonly gain: number;
  readonly low: number;
  readonly high: number;
}

/** Numbers for each bin of a histogram. */
const fields = 3;

/**
 * The tree that lowers the quadratic model of the loss most, one split after the other.
 * @param rows to learn from.
 * @returns null where no split lowers the loss.
 */
export function growTree(
  bins: readonly Bins[],
  rows: Uint32Array,
  derivatives: Derivatives,
  { depth, mayPair }: Shape,
): Fork | null {
  const every = bins.map((_, input) => input);
  /** @param path the inputs of the splits above. @param inputs of the histogram. @param value where there is no split. */
  const grow = (
    some: Uint32Array,
    path: readonly number[],
    inputs: readonly number[],
    histogram: Histogram,
    value: number,
  ): Tree => {
    const split = bestSplit(bins, inputs, histogram);
    if (split === null) return value;
    const { input, last, low, high } = split;
    const next = [...path, input];
    if (next.length === depth) return { input, last, low, high };
    const along = inputs.filter((other) => next.includes(other) || (isOne(next) && mayPair(input, other)));
    const on = (side: (bin: number) => boolean): Uint32Array =>
      rowsWhere(some, (row) => side(bins[input].of[row]));
    const onLow = on((bin) => bin <= last);
    const lower = histogramOf(bins, along, onLow, derivatives);
    const upper = along.map((other, i) => difference(histogram[inputs.indexOf(other)], lower[i]));
    // The rows of the last splits are not looked at.
    const onHigh = next.length + 1 < depth ? on((bin) => bin > last) : some;
    return {
      input,
      last,
      low: grow(onLow, next, along, lower, low),
      high: grow(onHigh, next, along, upper, high),
    };
  };
  const tree = grow(rows, [], every, histogramOf(bins, every, rows, derivatives), 0);
  return typeof tree === 'number' ? null : tree;
}

function isOne(path: readonly number[]): boolean {
  return path.every((input) => input === path[0]);
}

function rowsWhere(rows: Uint32Array, holds: (row: number) => boolean): Uint32Array {
  const found = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (holds(rows[i])) found[count++] = rows[i];
  return found.subarray(0, count);
}

/** Adds a share of the tree's values to those of all rows. */
export function addTree(tree: Fork, bins: readonly Bins[], share: number, values: Float64Array): void {
  for (let row = 0; row < values.length; row++) {
    let at: Tree = tree;
    while (typeof at !== 'number') at = bins[at.input].of[row] <= at.last ? at.low : at.high;
    values[row] += share * at;
  }
}

/** Bins of some inputs, from the first to the last, by input. */
export type Ranges = ReadonlyMap<number, readonly [from: number, to: number]>;

/** Passes each value of a tree with the bins that lead to it: of one input, or of two. */
export function eachLeaf(
  tree: Tree,
  bins: readonly Bins[],
  visit: (value: number, ranges: Ranges) => void,
  ranges: Ranges = new Map(),
): void {
  if (typeof tree === 'number') {
    visit(tree, ranges);
    return;
  }
  const { input, last, low, high } = tree;
  const [from, to] = ranges.get(input) ?? [0, bins[input].knots.length - 1];
  eachLeaf(low, bins, visit, new Map([...ranges, [input, [from, last]]]));
  eachLeaf(high, bins, visit, new Map([...ranges, [input, [last + 1, to]]]));
}

/** Sums over rows, for each bin: minus the slope, the curvature, rows. By input, in the order of a list of inputs. */
type Histogram = readonly Float64Array[];

function histogramOf(
  bins: readonly Bins[],
  inputs: readonly number[],
  rows: Uint32Array,
  { slope, curvature }: Derivatives,
): Histogram {
  const [slopes, curvatures] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  for (let i = 0; i < rows.length; i++) {
    slopes[i] = slope[rows[i]];
    curvatures[i] = curvature[rows[i]];
  }
  return inputs.map((input) => {
    const { of, knots } = bins[input];
    const sums = new Float64Array(fields * knots.length);
    for (let i = 0; i < rows.length; i++) {
      const at = fields * of[rows[i]];
      sums[at] += slopes[i];
      sums[at + 1] += curvatures[i];
      sums[at + 2]++;
    }
    return sums;
  });
}

function difference(all: Float64Array, some: Float64Array): Float64Array {
  const others = new Float64Array(all.length);
  for (let at = 0; at < all.length; at++) others[at] = all[at] - some[at];
  return others;
}

/** @param inputs that may be split, in the order of the histogram. */
function bestSplit(bins: readonly Bins[], inputs: readonly number[], histogram: Histogram): Split | null {
  let best: Split | null = null;
  inputs.forEach((input, i) => {
    const sums = histogram[i];
    const end = fields * bins[input].knots.length;
    let [slope, curvature, count] = [0, 0, 0];
    for (let at = 0; at < end; at += fields) {
      slope += sums[at];
      curvature += sums[at + 1];
      count += sums[at + 2];
    }
    const without = slope ** 2 / (curvature + shrinkage);
    let [lowSlope, lowCurvature, lowCount] = [0, 0, 0];
    for (let at = 0; at < end - fields; at += fields) {
      lowSlope += sums[at];
      lowCurvature += sums[at + 1];
      lowCount += sums[at + 2];
      if (lowCount < leastRows || count - lowCount < leastRows) continue;
      const low = lowSlope / (lowCurvature + shrinkage);
      const high = (slope - lowSlope) / (curvature - lowCurvature + shrinkage);
      const gain = low * lowSlope + high * (slope - lowSlope) - without;
      if (gain > (best?.gain ?? leastGain)) best = { input, last: at / fields, gain, low, high };
    }
  });
  return best;
}
