/** Rows whose number of cells differs from the number of columns. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { plural } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';

/**
 * The remark on a row; null where its number of cells is right. Short rows are filled with missing values, long ones
 * are cut.
 * @param line 1-based
 */
export function ragged(
  cells: readonly string[],
  line: number,
  width: number,
  { delimiter }: Pick<TableFormat, 'delimiter'>,
): IssueInput | null {
  if (cells.length === width) return null;
  if (cells.length < width) return short(cells, line, width, delimiter === ' ');
  if (cells.slice(width).every((cell) => cell.trim() === '')) return null;
  return {
    severity: 'warning',
    code: 'csv.long-row',
    message: (words) =>
      `${words.Line} ${line} has ${plural(cells.length, 'cell')} instead of ${width}; the extra cells are left out.`,
    hint: (words) => words.extraCell,
    line,
  };
}

/** @param spaced whether blanks separate the cells, so that nothing is seen of an empty one. */
function short(cells: readonly string[], line: number, width: number, spaced: boolean): IssueInput {
  return {
    severity: 'warning',
    code: 'csv.short-row',
    message: (words) =>
      `${words.Line} ${line} has ${plural(cells.length, 'cell')} instead of ${width}${spaced ? '. Blanks separate the cells, so which one is empty cannot be seen: the last is read as missing, and values may stand in wrong columns.' : '; the other values are read as missing.'}`,
    hint: (words) =>
      spaced
        ? 'Write a mark such as NA in empty cells, or save the table with commas or tabs between the cells.'
        : `Check the ${words.line} for a missing delimiter or a quotation mark that is not closed.`,
    line,
  };
}
