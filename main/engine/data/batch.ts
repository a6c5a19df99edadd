import { rangeOf } from '../../../shared/range.ts';

/** Samples, column by column: value of column c in row r is at [c·rows + r]. */
export interface Batch {
  readonly rows: number;
  /** [input][row] */
  readonly inputs: Float64Array;
  /** [output][row]; for classification one column of class indices. */
  readonly targets: Float64Array;
  /** Weight of each row, 0 or more; null where all rows have the same weight. */
  readonly weights: Float64Array | null;
}

/** Smallest and largest value of each input. */
export function inputRanges({ inputs, rows }: Batch): (readonly [low: number, high: number])[] {
  return Array.from({ length: inputs.length / rows }, (_, input) =>
    rangeOf(inputs.subarray(input * rows, (input + 1) * rows)),
  );
}
