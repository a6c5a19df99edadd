/** Cells that take the value of the cell above: blank ones, as in a column of merged cells of a spreadsheet, and ditto marks. */
import type { ColumnBuilder } from '../builders.ts';
import { isDitto } from '../cells/dittoMarks.ts';

/**
 * Cells in the order of their rows, each blank or ditto mark replaced by the last other one; those before the first one stay.
 * @param above that cell, where rows before these had one
 */
export function fillDown(cells: readonly string[], above = ''): string[] {
  let last = above;
  return cells.map((cell) => {
    const text = cell.trim();
    if (text !== '' && !isDitto(text)) last = cell;
    return last;
  });
}

/** The same column with such cells filled from above. */
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
