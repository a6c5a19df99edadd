import { batchAt } from '../batch.ts';
import type { Split } from './dataset.ts';

/** Some rows of a split. @param at their places in the split, in the order in which they are wanted. */
export function pickRows(split: Split, at: Uint32Array): Split {
  return { ...split, ...batchAt(split, at), tableRows: at.map((row) => split.tableRows[row]) };
}
