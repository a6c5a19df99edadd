/** Gaps of a table: values that are missing in columns that are needed. */

/**
 * Adds 1 to the count of each row in which a column has no finite value.
 * @param counts [rows], changed in place. @param value the column's value in a row.
 */
export function countGaps(counts: Uint32Array, value: (row: number) => number): void {
  for (let row = 0; row < counts.length; row++) if (!Number.isFinite(value(row))) counts[row]++;
}

/** The rows without a gap. @param counts gaps in each row, by {@link countGaps}. */
export function rowsWithoutGaps(counts: Uint32Array): Uint32Array {
  const complete = new Uint32Array(counts.length);
  let count = 0;
  for (let row = 0; row < counts.length; row++) if (counts[row] === 0) complete[count++] = row;
  return complete.slice(0, count);
}
