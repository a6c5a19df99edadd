/** Trees of two splits on binned inputs: a first split, and one more on each of its sides. */
import type { Bins } from './bins.ts';

/** A side of the first split. */
export interface Side {
  /** The bins of the first input on this side. */
  readonly from: number;
  readonly to: number;
  /** The input of the second split; null where there is none, and all rows of the side get `low`. */
  readonly input: number | null;
  /** The last bin of the second input that gets `low`; all others get `high`. */
  readonly last: number;
  readonly low: number;
  readonly high: number;
}

export interface Tree {
  /** The input of the first split. */
  readonly input: number;
  readonly sides: readonly [Side, Side];
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
 * @param rows to learn from. @param mayPair whether two inputs may be in one path.
 * @returns null where no split lowers the loss.
 */
export function growTree(
  bins: readonly Bins[],
  rows: Uint32Array,
  derivatives: Derivatives,
  mayPair: (one: number, other: number) => boolean,
): Tree | null {
  const every = bins.map((_, input) => input);
  const all = histogramOf(bins, every, rows, derivatives);
  const first = bestSplit(bins, every, all);
  if (first === null) return null;
  const { of, knots } = bins[first.input];
  const onLeft = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (of[rows[i]] <= first.last) onLeft[count++] = rows[i];
  const along = every.filter((input) => input === first.input || mayPair(first.input, input));
  const left = histogramOf(bins, along, onLeft.subarray(0, count), derivatives);
  const right = along.map((input, i) => difference(all[input], left[i]));
  const side = (histogram: Histogram, from: number, to: number, value: number): Side => {
    const split = bestSplit(bins, along, histogram);
    return { from, to, ...(split ?? { input: null, last: 0, low: value, high: value }) };
  };
  return {
    input: first.input,
    sides: [side(left, 0, first.last, first.low), side(right, first.last + 1, knots.length - 1, first.high)],
  };
}

/** Adds a share of the tree's values to those of all rows. */
export function addTree(
  { input, sides }: Tree,
  bins: readonly Bins[],
  share: number,
  values: Float64Array,
): void {
  const { of: first } = bins[input];
  const [{ to, last: leftLast, low: leftLow, high: leftHigh }, { last, low, high }] = sides;
  // Without a second split both values are the same.
  const [leftSecond, second] = sides.map((side) => bins[side.input ?? input].of);
  for (let row = 0; row < values.length; row++) {
    if (first[row] <= to) values[row] += share * (leftSecond[row] <= leftLast ? leftLow : leftHigh);
    else values[row] += share * (second[row] <= last ? low : high);
  }
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
