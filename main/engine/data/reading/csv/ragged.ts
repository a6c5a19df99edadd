/** Rows that don't have as many cells as there are columns. */
import type { IssueInput } from '../issues.ts';

/**
 * What to say about a row; null where it fits. Short rows are padded with missing values, long ones cut.
 * @param line 1-based
 */
export function ragged(cells: readonly string[], line: number, width: number): IssueInput | null {
  if (cells.length === width) return null;
  if (cells.length < width)
    return {
      severity: 'warning',
      code: 'csv.short-row',
      message: `Line ${line} has ${count(cells.length)} instead of ${width}; the rest is taken as missing.`,
      hint: 'Check the line for a missing delimiter or an open quotation mark.',
      line,
    };
  if (cells.slice(width).every((cell) => cell.trim() === '')) return null;
  return {
    severity: 'warning',
    code: 'csv.long-row',
    message: `Line ${line} has ${count(cells.length)} instead of ${width}; those beyond are left out.`,
    hint: 'Check the line for a stray delimiter, such as a decimal comma.',
    line,
  };
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
