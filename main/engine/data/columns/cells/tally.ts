/** Counts cells of a kind and keeps the first of them. */
import type { RowBlock } from '../../table/rows.ts';

/** Characters that are kept of a cell. */
const LONGEST = 40;

/** Cells of a kind: how many, and the first of them. */
export interface FoundCells {
  readonly count: number;
  readonly line: number;
  readonly first: string;
}

/** A new counter; the line of the first cell is that of the file. */
export function tally() {
  let [count, line, first] = [0, 0, ''];
  return {
    add(cell: string, block: RowBlock, row: number): void {
      if (count++ === 0) [line, first] = [block.lineOf(row), cell.slice(0, LONGEST)];
    },
    done: (): FoundCells => ({ count, line, first }),
  };
}
