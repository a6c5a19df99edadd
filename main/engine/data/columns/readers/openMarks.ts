/** Numbers such as 1.234 in a column whose beginning does not say whether the mark groups digits or is a decimal mark. */
import type { ColumnBuilder } from '../builders.ts';
import { tally } from '../cells/tally.ts';

const OPEN = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** The same column; among what it answers is what its cells say of the decimal mark. */
export function watchDecimalMark(builder: ColumnBuilder): ColumnBuilder {
  const open = tally();
  let decided = false;
  return {
    add(block, index) {
      builder.add(block, index);
      if (decided) return;
      for (const [row, cells] of block.rows.entries()) {
        const cell = cells[index] ?? '';
        if (!cell.includes('.') && !cell.includes(',')) continue;
        const text = cell.trim();
        if (OPEN.test(text)) open.add(text, block, row);
        else if (/^[+-]?\d*[.,]\d+(?:[eE][+-]?\d+)?$/.test(text)) {
          decided = true;
          return;
        }
      }
    },
    take: () => ({ ...builder.take(), decimal: { open: open.done(), decided } }),
  };
}
