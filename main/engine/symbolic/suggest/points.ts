/** The samples of an edge, made ready for fitting. */

/** Samples as the search sees them: inputs scaled to [−1, 1], ascending. */
export interface Points {
  readonly count: number;
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly weight: Float64Array;
  readonly totalWeight: number;
  /** Weighted mean of y and Σ w (y − mean)². */
  readonly mean: number;
  readonly spread: number;
}

export interface Prepared {
  readonly full: Points;
  /** Weighted means of neighbouring samples: enough of them to find where the optima lie. */
  readonly coarse: Points;
  /** The same, finer, for waves. */
  readonly fine: Points;
  /** x = middle + half·s; half is 0 where all x are equal. */
  readonly middle: number;
  readonly half: number;
  /** The inputs as they came, in the order of `full`. */
  readonly x: Float64Array;
  /** The values in `full` and the others are y/scale, all within ±2. */
  readonly scale: number;
}

const coarseBins = 64;
const fineBins = 512;
/** Samples at either end that are never binned. */
const alone = 8;

/** Leaves out samples that are not finite or have no weight, sorts, scales and bins. */
export function prepare(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | null,
): Prepared {
  const rows = usableRows(x, y, weights);
  rows.sort((i, j) => x[i] - x[j]);
  const count = rows.length;
  const low = count > 0 ? x[rows[0]] : 0;
  const high = count > 0 ? x[rows[count - 1]] : 0;
  // Halved first: the difference of two huge numbers may overflow.
  const half = high / 2 - low / 2;
  const middle = low / 2 + high / 2;
  const sorted = Float64Array.from(rows, (row) => x[row]);
  const values = Float64Array.from(rows, (row) => y[row]);
  const weight = weights ? Float64Array.from(rows, (row) => weights[row]) : new Float64Array(count).fill(1);
  // A power of two: scaling does not round.
  const scale = 2 ** Math.min(1023, Math.floor(Math.log2(greatest(values) || 1)));
  const heaviest = greatest(weight);
  const s = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    s[i] = half > 0 ? Math.max(-1, Math.min(1, (sorted[i] - middle) / half)) : 0;
    values[i] /= scale;
    weight[i] /= heaviest;
  }
  const full = pointsOf(s, values, weight);
  return {
    full,
    coarse: binned(full, coarseBins),
    fine: binned(full, fineBins),
    middle,
    half,
    x: sorted,
    scale,
  };
}

function greatest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

function usableRows(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | null,
): Uint32Array {
  const rows = new Uint32Array(x.length);
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (
      Number.isFinite(x[i]) &&
      Number.isFinite(y[i]) &&
      (!weights || (weights[i] > 0 && weights[i] < Infinity))
    ) {
      rows[count++] = i;
    }
  }
  return rows.subarray(0, count);
}

function pointsOf(s: Float64Array, y: Float64Array, weight: Float64Array): Points {
  const count = s.length;
  let totalWeight = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    totalWeight += weight[i];
    total += weight[i] * y[i];
  }
  let mean = count > 0 ? total / totalWeight : 0;
  let correction = 0;
  for (let i = 0; i < count; i++) correction += weight[i] * (y[i] - mean);
  if (count > 0) mean += correction / totalWeight;
  let spread = 0;
  for (let i = 0; i < count; i++) spread += weight[i] * (y[i] - mean) ** 2;
  return { count, s, y, weight, totalWeight, mean, spread };
}

/**
 * At most about `bins` means of neighbouring samples. A bin ends when its width reaches range/(bins/2), or its weight
 * total weight/(bins/2), so that detail is kept where samples are dense and where they are sparse. The outermost
 * samples are bins of their own: near a pole they contain more information than all others.
 */
function binned(points: Points, bins: number): Points {
  if (points.count <= bins) return points;
  const width = 4 / bins;
  const share = (2 * points.totalWeight) / bins;
  const s: number[] = [];
  const y: number[] = [];
  const weight: number[] = [];
  let start = 0;
  while (start < points.count) {
    let end = start;
    let [total, totalS, totalY] = [0, 0, 0];
    do {
      const w = points.weight[end];
      total += w;
      totalS += w * points.s[end];
      totalY += w * points.y[end];
      end++;
    } while (
      end < points.count - alone &&
      end > alone &&
      total < share &&
      points.s[end] - points.s[start] < width
    );
    s.push(totalS / total);
    y.push(totalY / total);
    weight.push(total);
    start = end;
  }
  return pointsOf(Float64Array.from(s), Float64Array.from(y), Float64Array.from(weight));
}
