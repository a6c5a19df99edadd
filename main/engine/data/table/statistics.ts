/** Plain statistics of a column of values; NaN and infinities are left out. */
import { columnsAt } from '../rows.ts';

export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly std: number;
}

/**
 * @param rows indices into `values`; all where absent
 * @returns null where there is no finite value
 */
export function summarize(values: Float64Array, rows?: Uint32Array): Summary | null {
  const used = rows ? columnsAt(values, values.length, rows) : values;
  let [count, min, max, sum] = [0, Infinity, -Infinity, 0];
  for (const value of used) {
    // x − x is 0 for finite x, else NaN.
    if (value - value !== 0) continue;
    count++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) return null;
  // Where the sum overflows, the middle of the range is used instead: the second pass corrects it.
  const guess = Number.isFinite(sum) ? sum / count : min / 2 + max / 2;
  const unit = Math.max(Math.abs(max / 2 - guess / 2), Math.abs(guess / 2 - min / 2)) || 1;
  let [drift, squares] = [0, 0];
  for (const value of used) {
    if (value - value !== 0) continue;
    const distance = (value / 2 - guess / 2) / unit;
    drift += distance;
    squares += distance * distance;
  }
  drift /= count;
  return {
    count,
    min,
    max,
    mean: guess + 2 * unit * drift,
    std: 2 * unit * Math.sqrt(Math.max(0, squares / count - drift * drift)),
  };
}

/** Mean squared distance from the mean. @param values all finite. */
export function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** The middle value of the finite ones (the lower of two middle ones), NaN where there is none. */
export function median(values: Float64Array, rows: Uint32Array): number {
  const sorted = columnsAt(values, values.length, rows).filter(Number.isFinite).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
