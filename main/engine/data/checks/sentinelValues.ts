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
  const mayBe = (value: number): boolean => isUsual(value) || possible.has(value);
  return endsIn(values, extent, mayBe, (value, others) => {
    const apart = distance(value, others);
    const range = others.max - others.min;
    if (isUsual(value)) return apart > range / 2 || (value < 0 && others.min >= 0);
    return apart > range && values.reduce((sum, one) => sum + (one === value ? 1 : 0), 0) > 1;
  });
}

const DAY = 86_400_000;
/** Written for a missing date, as days since 1970: by databases and registers, by Excel, by Unix, by SQL Server. */
const usualDays: ReadonlySet<number> = new Set(
  ['9999-12-31', '0001-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1970-01-01', '1753-01-01'].map(
    (day) => Date.parse(day) / DAY,
  ),
);

/** The same for dates: such days that lie farther from all others than a year, and than the others from each other. */
export function sentinelDatesIn(values: Float64Array, extent: Extent): number[] {
  const mayBe = (value: number): boolean => usualDays.has(Math.floor(value / DAY));
  return endsIn(
    values,
    extent,
    mayBe,
    (value, others) => distance(value, others) > Math.max(365 * DAY, others.max - others.min),
  );
}

const distance = (value: number, { min, max }: Extent): number => Math.max(min - value, value - max);

/** The values at an end that are sentinels beside all others, one after the other. @param mayBe whether to compare it with them */
function endsIn(
  values: Float64Array,
  extent: Extent,
  mayBe: (value: number) => boolean,
  isSentinel: (value: number, others: Extent) => boolean,
): number[] {
  const found: number[] = [];
  for (let { min, max } = extent; ;) {
    const value = [min, max].find(mayBe);
    if (value === undefined) return found;
    const others = extentWithout(values, [...found, value]);
    if (others.count === 0 || !isSentinel(value, others)) return found;
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
