/** Plain statistics of a column of values; NaN and infinities are left out. */

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
  const length = rows?.length ?? values.length;
  const at = (i: number): number => values[rows ? (rows[i] as number) : i] as number;
  let [count, min, max, mean] = [0, Infinity, -Infinity, 0];
  for (let i = 0; i < length; i++) {
    const value = at(i);
    if (!Number.isFinite(value)) continue;
    count++;
    if (value < min) min = value;
    if (value > max) max = value;
    // Welford's running mean: no sum that could overflow or swallow small values.
    mean += value / count - mean / count;
  }
  if (count === 0) return null;
  let squares = 0;
  const unit = Math.max(Math.abs(max - mean), Math.abs(min - mean)) || 1;
  for (let i = 0; i < length; i++) {
    const value = at(i);
    if (Number.isFinite(value)) squares += ((value - mean) / unit) ** 2;
  }
  return { count, min, max, mean, std: unit * Math.sqrt(squares / count) };
}

/** The middle value of the finite ones (the lower of two middle ones), NaN where there is none. */
export function median(values: Float64Array, rows: Uint32Array): number {
  const sorted = Float64Array.from(rows, (row) => values[row] as number)
    .filter(Number.isFinite)
    .sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
