/** Blank cells that take the value of the cell above, as in a column of merged cells of a spreadsheet. */
import type { ColumnBuilder } from '../builders.ts';

/**
 * Cells in the order of their rows, each blank one replaced by the last that is not blank; those before the first one stay.
 * @param above that cell, where rows before these had one
 */
export function fillDown(cells: readonly string[], above = ''): string[] {
  let last = above;
  return cells.map((cell) => {
    if (cell.trim() !== '') last = cell;
    return last;
  });
}

/** The same column with blank cells filled from above. */
export function filledColumn(builder: ColumnBuilder): ColumnBuilder {
  let above = '';
  let count = 0;
  return {
    add({ rows, lineOf }, index) {
      const cells = rows.map((row) => row[index] ?? '');
      const filled = fillDown(cells, above);
      count += filled.filter((cell, row) => cell !== cells[row]).length;
      above = filled.at(-1) ?? above;
      builder.add({ rows: filled.map((cell) => [cell]), lineOf }, 0);
    },
    take: () => ({ ...builder.take(), filled: count }),
  };
}
