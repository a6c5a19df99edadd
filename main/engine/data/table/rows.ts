/** Rows on their way from a file to columns. */

/** Consecutive rows of a table, as text. */
export interface RowBlock {
  readonly rows: readonly (readonly string[])[];
  /** 1-based line of the file on which row `index` begins; the row itself where a file has no lines. */
  readonly lineOf: (index: number) => number;
}
