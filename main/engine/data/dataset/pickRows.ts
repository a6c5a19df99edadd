import { columnsAt } from '../rows.ts';
import type { Split } from './dataset.ts';

/** Some rows of a split. @param at their places in the split, in the order in which they are wanted. */
export function pickRows({ rows, inputs, targets, weights, tableRows }: Split, at: Uint32Array): Split {
  return {
    rows: at.length,
    inputs: columnsAt(inputs, rows, at),
    targets: columnsAt(targets, rows, at),
    weights: weights && columnsAt(weights, rows, at),
    tableRows: at.map((row) => tableRows[row]),
  };
}
