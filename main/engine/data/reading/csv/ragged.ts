/** Rows whose number of cells differs from the number of columns. */
import type { IssueInput } from '../../issues/issues.ts';

/**
 * The remark on a row; null where its number of cells is right. Short rows are filled with missing values, long ones
 * are cut.
 * @param line 1-based
 */
export function ragged(cells: readonly string[], line: number, width: number): IssueInput | null {
  if (cells.length === width) return null;
  if (cells.length < width)
    return {
      severity: 'warning',
      code: 'csv.short-row',
      message: (words) =>
        `${words.Line} ${line} has ${count(cells.length)} instead of ${width}; the other values are read as missing.`,
      hint: (words) =>
        `Check the ${words.line} for a missing delimiter or a quotation mark that is not closed.`,
      line,
    };
  if (cells.slice(width).every((cell) => cell.trim() === '')) return null;
  return {
    severity: 'warning',
    code: 'csv.long-row',
    message: (words) =>
      `${words.Line} ${line} has ${count(cells.length)} instead of ${width}; the extra cells are left out.`,
    hint: (words) => words.extraCell,
    line,
  };
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
