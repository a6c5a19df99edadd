/** Rows below the names of the columns that hold their units. */
import { parseUnit } from '../../units/unit.ts';
import type { IssueInput } from '../issues.ts';
import type { HeadRecord } from './records.ts';

/** The most rows of units and remarks below the names. */
export const MOST_UNITS_ROWS = 3;

/** Units are at most this long; longer texts are remarks. */
const LONGEST_UNIT = 30;

/**
 * The row that holds units, from those below the names: the one of which most cells are understood as units, where these are
 * more than half; null where there is none.
 */
export function unitsRow(rows: readonly HeadRecord[]): HeadRecord | null {
  let best: HeadRecord | null = null;
  let most = 0.5;
  for (const row of rows) {
    const share = unitShare(row);
    const isShort = row.cells.every((cell) => unitIn(cell).length <= LONGEST_UNIT);
    if (share > most && isShort) [best, most] = [row, share];
  }
  return best;
}

/** Share of the filled cells that are understood as units. */
export function unitShare({ cells }: HeadRecord): number {
  const filled = cells.map((cell) => unitIn(cell)).filter(Boolean);
  return filled.filter((text) => parseUnit(text) !== null).length / filled.length;
}

/**
 * The units of the columns; a cell that is not understood is kept as it is. Empty without a row of units.
 * @param shift columns without a name that come before the first cell
 */
export function unitsIn(row: HeadRecord | null, shift: number): readonly string[] {
  if (row === null) return [];
  return [...Array.from({ length: Math.max(0, shift) }, () => ''), ...row.cells.map((cell) => unitIn(cell))];
}

/** The text of a cell without brackets around it; '' for a dash. */
function unitIn(cell: string): string {
  const text = cell.trim();
  const inside = /^[[(](.*)[\])]$/.exec(text)?.[1].trim() ?? text;
  return /^[-–—]$/.test(inside) ? '' : inside;
}

/**
 * What is told of these rows.
 * @param units the row that the columns take their units from; null where none does
 */
export function unitsIssue(rows: readonly HeadRecord[], units: HeadRecord | null): IssueInput {
  const remarks = rows.filter((row) => row !== units);
  const told =
    units === null ? '' : `Line ${units.line} holds the units of the columns (${wordsOf([units])}).`;
  const isOne = remarks.length === 1;
  const lines = isOne
    ? `Line ${remarks[0].line} holds`
    : `Lines ${remarks.map(({ line }) => line).join(' and ')} hold`;
  const what = units !== null ? 'remarks' : 'words above the values';
  const others =
    remarks.length === 0
      ? ''
      : `${lines} ${what} (${wordsOf(remarks)}) and ${isOne ? 'is' : 'are'} left out.`;
  return {
    severity: 'note',
    code: 'csv.units-row',
    message: [told, others].filter(Boolean).join(' '),
    hint:
      units !== null
        ? 'A unit can be corrected in the list of columns, or by --units.'
        : `If ${isOne ? 'it is' : 'they are'} data, remove the words from ${isOne ? 'it' : 'them'}.`,
    line: rows[0].line,
  };
}

function wordsOf(rows: readonly HeadRecord[]): string {
  const words = ({ cells }: HeadRecord): string =>
    cells
      .map((cell) => cell.trim())
      .filter(Boolean)
      .join(', ');
  return rows.map(words).join('; ');
}
