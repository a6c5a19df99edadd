/** The points of a grid of constants, each with the columns that they give. */
export interface GridPoint {
  /** They are fitted together, each with a factor of its own. */
  readonly columns: readonly Float64Array[];
  /** Of each constant inside: its value's place in the grid, which may be between two values. */
  readonly places: readonly number[];
}

export interface Grid<T extends GridPoint> {
  readonly points: () => readonly T[];
  /** The point at these places; undefined where a column has no value in some row. */
  readonly at: (places: readonly number[]) => T | undefined;
}
