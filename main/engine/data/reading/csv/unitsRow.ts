/** Rows below the names of the columns that hold their units. */
import { parseUnit } from '../../units/unit.ts';
import type { IssueInput } from '../issues.ts';
import type { HeadRecord } from './records.ts';

/** Units are at most this long; longer texts are remarks. */
const LONGEST_UNIT = 30;

/**
 * The units of the columns, from the first of the rows below the names where most of its cells are understood as units; a
 * cell that is not is kept as it is. Empty where there is no such row.
 * @param shift columns without a name that come before the first cell
 */
export function unitsIn(rows: readonly HeadRecord[], shift: number): readonly string[] {
  const texts = rows.at(0)?.cells.map((cell) => unitIn(cell)) ?? [];
  const filled = texts.filter(Boolean);
  const understood = filled.filter((text) => parseUnit(text) !== null);
  if (filled.some((text) => text.length > LONGEST_UNIT) || 2 * understood.length <= filled.length) return [];
  return [...Array.from({ length: Math.max(0, shift) }, () => ''), ...texts];
}

/** The text of a cell without brackets around it; '' for a dash. */
function unitIn(cell: string): string {
  const text = cell.trim();
  const inside = /^[[(](.*)[\])]$/.exec(text)?.[1].trim() ?? text;
  return /^[-–—]$/.test(inside) ? '' : inside;
}

/**
 * What is told of these rows.
 * @param areUnits whether the columns take their units from the first of them
 */
export function unitsIssue(rows: readonly HeadRecord[], areUnits: boolean): IssueInput {
  const remarks = areUnits ? rows.slice(1) : rows;
  const units = areUnits
    ? `Line ${rows[0].line} holds the units of the columns (${wordsOf([rows[0]])}).`
    : '';
  const isOne = remarks.length === 1;
  const lines = isOne
    ? `Line ${remarks[0].line} holds`
    : `Lines ${remarks[0]?.line} to ${remarks.at(-1)?.line} hold`;
  const what = areUnits ? 'remarks' : isOne ? 'units' : 'units and remarks';
  const others =
    remarks.length === 0
      ? ''
      : `${lines} ${what} (${wordsOf(remarks)}) and ${isOne ? 'is' : 'are'} left out.`;
  return {
    severity: 'note',
    code: 'csv.units-row',
    message: [units, others].filter(Boolean).join(' '),
    hint: areUnits
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
