/** Some of the rows of columns. */

/** At most `most` of the rows, evenly spaced from the first on. */
export function evenRows(rows: number, most: number): Uint32Array {
  const count = Math.min(most, rows);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}

/** The places of all rows: 0, 1, …, rows − 1. */
export function everyRow(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row);
}

/** The places of all rows but some, ascending. */
export function otherRows(rows: number, without: Iterable<number>): Uint32Array {
  const out = new Uint8Array(rows);
  for (const row of without) out[row] = 1;
  return everyRow(rows).filter((row) => out[row] === 0);
}

/** Columns of `rows` rows, [column][row], at some of their rows, in the order of `at`. */
export function columnsAt(columns: Float64Array, rows: number, at: Uint32Array): Float64Array {
  const count = rows === 0 ? 0 : columns.length / rows;
  const picked = new Float64Array(count * at.length);
  for (let c = 0; c < count; c++)
    for (let i = 0; i < at.length; i++) picked[c * at.length + i] = columns[c * rows + at[i]];
  return picked;
}

/** Columns of `rows` rows, [column][row], with all their rows `times` times below each other. */
export function repeatedRows(columns: Float64Array, rows: number, times: number): Float64Array {
  const count = rows * times;
  const repeated = new Float64Array(columns.length * times);
  for (let from = 0, to = 0; from < columns.length; from += rows, to += count) {
    repeated.set(columns.subarray(from, from + rows), to);
    // What is there is copied as a whole: this takes few steps, however few rows a column has.
    for (let done = rows; done < count; done *= 2)
      repeated.copyWithin(to + done, to, to + Math.min(done, count - done));
  }
  return repeated;
}

/** Consecutive rows of columns that lie one after another; the columns themselves where these are all their rows. */
export function consecutiveRows(
  columns: Float64Array,
  rows: number,
  start: number,
  count: number,
): Float64Array {
  if (count === rows) return columns;
  const taken = new Float64Array((columns.length / rows) * count);
  for (let to = 0, from = start; to < taken.length; to += count, from += rows) {
    taken.set(columns.subarray(from, from + count), to);
  }
  return taken;
}
