/** Numbers that a comma between the cells has cut at their decimal comma. */
import { plural } from '../../../../../shared/figures.ts';
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { setTo } from '../../../../../shared/settings/setting.ts';
import type { IssueInput } from '../../issues/issues.ts';
import type { HeadRecord } from './records.ts';

/** Rows that are looked at. */
const LOOKED_AT = 200;

const WHOLE = /^\s*[+\-−]?\d+$/;
const DIGITS = /^\d+\s*$/;

/**
 * A warning where the line of names has fewer cells than the rows, and so many pairs of neighbouring columns hold whole
 * numbers that each may be one number with a decimal comma; null elsewhere.
 * @param names the line above the rows that may hold the names
 * @param rows the records below it
 */
export function decimalCommasIssue(
  names: HeadRecord,
  rows: readonly HeadRecord[],
  width: number,
): IssueInput | null {
  const lacking = width - names.cells.length;
  const usual = rows.slice(0, LOOKED_AT).filter(({ cells }) => cells.length === width);
  if (lacking <= 0 || usual.length < 2) return null;
  const all = (c: number, form: RegExp): boolean => usual.every(({ cells }) => form.test(cells[c]));
  // A first column without a name that counts the rows has no fraction.
  const counts =
    lacking === 1 && usual.every(({ cells }, row) => Number(cells[0]) === Number(usual[0].cells[0]) + row);
  let pairs = 0;
  for (let c = counts ? 1 : 0; c + 1 < width; c++) {
    if (!all(c, WHOLE) || !all(c + 1, DIGITS)) continue;
    pairs++;
    c++;
  }
  if (pairs < lacking) return null;
  const first = lacking === 1 ? 'the first column may have no name, or a number' : 'a number';
  return {
    severity: 'warning',
    code: 'csv.decimal-commas',
    message: (words) =>
      `${words.Line} ${names.line} has ${plural(names.cells.length, 'cell')}, but the rows have ${width}: ${first} may be two cells, divided at its decimal comma.`,
    hint: 'Write the table with semicolons between the cells, or with decimal points.',
    line: names.line,
  };
}

/**
 * A warning where the columns of rows without names are pairs of a whole number and of digits, always as many, of which some
 * begin with zero: 3999,800,0,0465 may be 3999,800 and 0,0465. Null elsewhere.
 */
export function unnamedDecimalCommasIssue(rows: readonly HeadRecord[], width: number): IssueInput | null {
  const usual = rows.slice(0, LOOKED_AT).filter(({ cells }) => cells.length === width);
  const [first] = usual;
  if (width % 2 !== 0 || first === undefined || usual.length < 2) return null;
  const pairs = Array.from({ length: width / 2 }, (_, pair) => 2 * pair);
  const arePairs = pairs.every((c) => {
    const digits = first.cells[c + 1].trim().length;
    return usual.every(
      ({ cells }) =>
        WHOLE.test(cells[c]) && DIGITS.test(cells[c + 1]) && cells[c + 1].trim().length === digits,
    );
  });
  const haveZeros = usual.some(({ cells }) => pairs.some((c) => /^0\d/.test(cells[c + 1].trim())));
  if (!arePairs || !haveZeros) return null;
  return {
    severity: 'warning',
    code: 'csv.decimal-commas',
    message: () =>
      `The comma is read as the delimiter, but “${first.cells.slice(0, 2).join(',').trim()}” may be one number, divided at its decimal comma: in every second column all cells have equally many digits, and some begin with zero.`,
    hint: 'Write the table with semicolons between the cells, or with decimal points.',
    line: first.line,
  };
}

/** @param cell a label with a number, such as “lot 7,5”, where spaces fit as the delimiter as well as commas do */
export function doubtfulDelimiterIssue(cell: string): IssueInput {
  return {
    severity: 'warning',
    code: 'csv.decimal-commas',
    message: `The comma is read as the delimiter, but in “${cell}” it may be a decimal comma, and the space the delimiter.`,
    hint: `If so, ${setTo(readingSettings.delimiter, ' ')}.`,
  };
}
