/** Numbers that programs write where a value is missing. */

export interface Extent {
  /** Finite values. */
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/** Written for a missing value by loggers, instruments, FORTRAN programs, well logs (LAS), netCDF and integer types. */
const usual: ReadonlySet<number> = new Set([
  ...[-999, -9999, -99_999, -999_999, -999.9, -999.99, -9999.9, -9999.99, -999.25, -9999.25],
  ...[-32_767, -32_768, 32_767, 65_535],
  ...[-2_147_483_647, -2_147_483_648, 2_147_483_647, 4_294_967_295, -(2 ** 63), 2 ** 63],
  ...[1e20, -1e20, 1e30, -1e30, 1e31, 1e35, 1e36],
  // SCPI: not a number, and the infinities of instruments.
  ...[9.91e37, 9.9e37, -9.9e37],
]);

/**
 * Written with more or fewer digits: 2¹²⁷ by programs for maps and grids, the fill value of netCDF, the largest numbers of 32
 * and 64 bits.
 */
const usualSizes = [2 ** 127, 15 * 2 ** 119, 2 ** 128, Number.MAX_VALUE];
/** How far the written number may be off. */
const written = 1e-3;

function isUsual(value: number): boolean {
  return usual.has(value) || usualSizes.some((size) => Math.abs(Math.abs(value) / size - 1) < written);
}

/** Used for the same, but often ordinary values. */
const possible: ReadonlySet<number> = new Set([
  ...[-99, -99.9, -99.99, 99, 999, 9999, 99_999, 999_999],
  ...[99.9, 99.99, 999.9, 999.99, 9999.9, 9999.99, 99_999.9, -9.9, -9.99],
  // Codes of questionnaires.
  ...[-88, -888, -8888, 888, 8888, -77, -777, -7777, 777, 7777],
]);

/**
 * The sentinels of a column: known ones that lie at an end of the values and far from all others. Usual ones must be farther
 * off than half the range of the others, or the only negative values; possible ones farther than the whole range, and
 * there more than once.
 */
export function sentinelsIn(values: Float64Array, extent: Extent): number[] {
  const found: number[] = [];
  for (let { min, max } = extent; ;) {
    const value = [min, max].find((end) => isUsual(end) || possible.has(end));
    if (value === undefined) return found;
    const others = extentWithout(values, [...found, value]);
    if (others.count === 0) return found;
    const apart = Math.max(others.min - value, value - others.max);
    const range = others.max - others.min;
    const times = values.reduce((sum, one) => sum + (one === value ? 1 : 0), 0);
    const isSentinel = isUsual(value)
      ? apart > range / 2 || (value < 0 && others.min >= 0)
      : apart > range && times > 1;
    if (!isSentinel) return found;
    found.push(value);
    ({ min, max } = others);
  }
}

function extentWithout(values: Float64Array, without: readonly number[]): Extent {
  let [count, min, max] = [0, Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value) || without.includes(value)) continue;
    count++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { count, min, max };
}
