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

/** Numbers for each bin of a histogram: minus the slope, the curvature, rows. */
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
  const all = histogramOf(bins, rows, derivatives);
  const first = bestSplit(bins, all, () => true);
  if (first === null) return null;
  const { of, knots } = bins[first.input];
  const onLeft = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (of[rows[i]] <= first.last) onLeft[count++] = rows[i];
  const left = histogramOf(bins, onLeft.subarray(0, count), derivatives);
  const right = all.map((sum, at) => sum - left[at]);
  const along = (input: number): boolean => input === first.input || mayPair(first.input, input);
  const side = (histogram: Float64Array, from: number, to: number, value: number): Side => {
    const split = bestSplit(bins, histogram, along);
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

/** Sums over rows, for each bin of each input after the other. */
function histogramOf(
  bins: readonly Bins[],
  rows: Uint32Array,
  { slope, curvature }: Derivatives,
): Float64Array {
  const size = bins.reduce((sum, { knots }) => sum + knots.length, 0);
  const histogram = new Float64Array(fields * size);
  let start = 0;
  for (const { of, knots } of bins) {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const at = start + fields * of[row];
      histogram[at] += slope[row];
      histogram[at + 1] += curvature[row];
      histogram[at + 2]++;
    }
    start += fields * knots.length;
  }
  return histogram;
}

function bestSplit(
  bins: readonly Bins[],
  histogram: Float64Array,
  may: (input: number) => boolean,
): Split | null {
  let best: Split | null = null;
  let start = 0;
  bins.forEach(({ knots }, input) => {
    const end = start + fields * knots.length;
    if (may(input)) {
      let [slope, curvature, count] = [0, 0, 0];
      for (let at = start; at < end; at += fields) {
        slope += histogram[at];
        curvature += histogram[at + 1];
        count += histogram[at + 2];
      }
      const without = slope ** 2 / (curvature + shrinkage);
      let [lowSlope, lowCurvature, lowCount] = [0, 0, 0];
      for (let at = start; at < end - fields; at += fields) {
        lowSlope += histogram[at];
        lowCurvature += histogram[at + 1];
        lowCount += histogram[at + 2];
        if (lowCount < leastRows || count - lowCount < leastRows) continue;
        const low = lowSlope / (lowCurvature + shrinkage);
        const high = (slope - lowSlope) / (curvature - lowCurvature + shrinkage);
        const gain = low * lowSlope + high * (slope - lowSlope) - without;
        if (gain > (best?.gain ?? leastGain)) best = { input, last: (at - start) / fields, gain, low, high };
      }
    }
    start = end;
  });
  return best;
}
