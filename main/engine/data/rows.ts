/** Some of the rows of columns. */

/** At most `most` of the rows, evenly spaced from the first on. */
export function evenRows(rows: number, most: number): Uint32Array {
  const count = Math.min(most, rows);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}

/** Columns of `rows` rows, [column][row], at some of their rows, in the order of `at`. */
export function columnsAt(columns: Float64Array, rows: number, at: Uint32Array): Float64Array {
  return Float64Array.from(
    { length: (columns.length / rows) * at.length },
    (_, i) => columns[Math.floor(i / at.length) * rows + at[i % at.length]],
  );
}
