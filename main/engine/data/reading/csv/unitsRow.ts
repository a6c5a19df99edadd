/** Rows below the names of the columns that hold their units. */
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { setTo } from '../../../../../shared/settings/setting.ts';
import { parseUnit } from '../../units/unit.ts';
import type { IssueInput } from '../../issues/issues.ts';
import type { PlaceWords } from '../../issues/placeWords.ts';
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
  return filled.filter(isUnit).length / filled.length;
}

function isUnit(text: string): boolean {
  return COUNTED.test(text) || (parseUnit(text) !== null && !NAME_WITH_UNIT.test(text));
}

/** “T (K)”: no product of tesla and kelvin. */
const NAME_WITH_UNIT = /\s[([].*[)\]]$/;

/** Arbitrary units and counts, which have no size. */
const COUNTED = /^(?:a(?:rb)?\.? ?u(?:nits?)?\.?|counts?|cts|cps)$/i;

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
 * @param names the line above them
 * @param units the row that the columns take their units from; null where none does
 */
export function unitsIssue(
  names: HeadRecord,
  rows: readonly HeadRecord[],
  units: HeadRecord | null,
): IssueInput {
  const remarks = rows.filter((row) => row !== units);
  if (units === null && remarks.every(isRule))
    return {
      severity: 'note',
      code: 'csv.units-row',
      message: (words) => `${words.Line} ${remarks[0].line} has no words or numbers and is left out.`,
      line: remarks[0].line,
    };
  const isOne = remarks.length === 1;
  const numbers = remarks.map(({ line }) => line).join(' and ');
  const shared = { code: 'csv.units-row', line: rows[0].line };
  if (units === null)
    return {
      ...shared,
      severity: 'warning',
      message: (words) =>
        `${words.Line} ${names.line} (${wordsOf([names])}) is read as the names of the columns, and ${isOne ? words.line : words.lines} ${numbers} (${wordsOf(remarks)}) ${isOne ? 'is' : 'are'} left out: ${isOne ? 'it holds' : 'they hold'} words above the values.`,
      hint: (words) =>
        `If the columns have no names, ${setTo(readingSettings.header, false)}. If ${isOne ? `${words.line} ${remarks[0].line}` : 'one of the others'} holds the names, remove the ${words.lines} above it from the file.`,
    };
  const others = ({ Line, Lines }: PlaceWords): string =>
    remarks.length === 0
      ? ''
      : ` ${isOne ? Line : Lines} ${numbers} ${isOne ? 'holds' : 'hold'} remarks (${wordsOf(remarks)}) and ${isOne ? 'is' : 'are'} left out.`;
  return {
    ...shared,
    severity: 'note',
    message: (words) =>
      `${words.Line} ${units.line} holds the units of the columns (${wordsOf([units])}).${others(words)}`,
    hint: 'A unit can be corrected in the list of columns, or by --units.',
  };
}

/** A line of dashes below the names. */
const isRule = ({ cells }: HeadRecord): boolean => !cells.some((cell) => /[\p{L}\d]/u.test(cell));

/** The cells of rows as people read them: `mm, kg; 1, 2`. */
export function wordsOf(rows: readonly HeadRecord[]): string {
  const words = ({ cells }: HeadRecord): string =>
    cells
      .map((cell) => cell.trim())
      .filter(Boolean)
      .join(', ');
  return rows.map(words).join('; ');
}
