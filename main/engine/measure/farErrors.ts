/** Errors far from those of the other rows. */

/** The median of the absolute value of a normal variable, in standard deviations. */
const normalMedian = 0.6745;
/** A row whose error is larger than so many robust standard deviations lies far from the rest. */
const farAt = 4;

export interface FarErrors {
  /** The robust standard deviation: from the median of the errors. */
  readonly spread: number;
  /** The largest error that is not far from the rest. */
  readonly limit: number;
  /** Places of the rows that lie far from the rest, ascending. */
  readonly far: readonly number[];
}

/** @param errors sizes of the errors, at least one. */
export function farErrors(errors: Float64Array): FarErrors {
  const spread = errors.toSorted()[Math.floor(errors.length / 2)] / normalMedian;
  const limit = farAt * spread;
  return { spread, limit, far: [...errors.keys()].filter((row) => errors[row] > limit) };
}
