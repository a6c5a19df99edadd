/** Errors far from those of the other rows. */

/** The median of the absolute value of a normal variable, in standard deviations. */
const normalMedian = 0.6745;
/** A row whose error is larger than so many robust standard deviations lies far from the rest. */
const farAt = 4;
/** The least ratio of the smallest error of a far row to the largest error of the others. */
const gap = 2;

/** The most rows that may lie far from the rest: one in ten, and never more than so many. */
const mostFar = { share: 0.1, count: 50 } as const;

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

/** Those of the far rows between which and all others there is a gap; the errors of heavy tails have none. */
export function beyondGap(far: readonly number[], errors: Float64Array): readonly number[] {
  const ascending = errors.toSorted();
  const first = ascending.findIndex(
    (error, i) => i >= errors.length - far.length && error >= gap * ascending[i - 1],
  );
  return first < 0 ? [] : far.filter((row) => errors[row] >= ascending[first]);
}

/** How many rows may have wrong values; where more are far, they belong to what is learned. One always may. */
export function mostFarOf(rows: number): number {
  return Math.max(1, Math.min(mostFar.share * rows, mostFar.count));
}
