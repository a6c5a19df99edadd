import { rangeOf } from '../../../shared/range.ts';
import { columnsAt, evenRows } from './rows.ts';

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

/** Some rows of a batch. @param at their places, in the order in which they are wanted. */
export function batchAt({ rows, inputs, targets, weights }: Batch, at: Uint32Array): Batch {
  return {
    rows: at.length,
    inputs: columnsAt(inputs, rows, at),
    targets: columnsAt(targets, rows, at),
    weights: weights && columnsAt(weights, rows, at),
  };
}

/** At most so many rows of a batch, evenly spaced. */
export function thinned(batch: Batch, most: number): Batch {
  return batch.rows <= most ? batch : batchAt(batch, evenRows(batch.rows, Math.floor(most)));
}

/** Smallest and largest value of each input. */
export function inputRanges({ inputs, rows }: Batch): (readonly [low: number, high: number])[] {
  return Array.from({ length: inputs.length / rows }, (_, input) =>
    rangeOf(inputs.subarray(input * rows, (input + 1) * rows)),
  );
}
