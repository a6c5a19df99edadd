/** Dimensions: the exponents of the seven base units of the SI. */

/** The base units, in the order of the exponents. */
export const baseUnits = ['kg', 'm', 's', 'A', 'K', 'mol', 'cd'] as const;

/** One exponent for each of {@link baseUnits}. */
export type Dimension = readonly number[];

export const dimensionless: Dimension = baseUnits.map(() => 0);

/** The dimension of a product of powers, one^(its exponent) · other^(its exponent). */
export function timesPower(one: Dimension, other: Dimension, exponent: number): Dimension {
  return one.map((value, i) => value + exponent * other[i]);
}

/** The dimension of a power. */
export function powerOf(dimension: Dimension, exponent: number): Dimension {
  return dimension.map((value) => value * exponent);
}

/** Exponents are small fractions: rounding errors do not count. */
export function sameDimension(one: Dimension, other: Dimension): boolean {
  return one.every((value, i) => Math.abs(value - other[i]) < 1e-6);
}

/** Whether all exponents are 0. */
export function isDimensionless(dimension: Dimension): boolean {
  return sameDimension(dimension, dimensionless);
}
