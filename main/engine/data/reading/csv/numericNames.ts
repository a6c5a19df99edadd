/** First rows of numbers that are names: the wavelengths of a spectrum, years, stations. */
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { setTo } from '../../../../../shared/settings/setting.ts';
import type { NumberParser } from '../../columns/cells/cells.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { columnKinds, isQuantity, type CellContext } from './kinds.ts';
import type { HeadRecord } from './records.ts';

/** A shorter row may be in order by chance. */
const LEAST_COLUMNS = 3;
/** A shorter row may count from 1 by chance. */
const LEAST_COUNTED = 6;
/** A shorter column has no range to compare with. */
const LEAST_ROWS = 5;
/** In fewer rows all may have decimals by chance. */
const LEAST_DECIMALS = 3;
/** Numbers that a message shows. */
const SHOWN = 3;

/**
 * Whether a first row of numbers is names. Names are in order. They are clearly names where the steps between them are equal
 * and each lies outside its column's values by more than the column's range; they may be names where they are whole numbers
 * and every column has decimals, and clearly are where they count from 1. Beside the numbers the row may have names of columns of words (country, 2019, 2020, 2021),
 * which no row below repeats; then fewer numbers that lie outside may be names too, years with equal steps are names where
 * no row below has equal steps, and so are numbers that count from 1 where every row below has one twice.
 * @param below the rows below, a sample
 */
export function numericNames(
  first: HeadRecord,
  below: readonly HeadRecord[],
  parse: NumberParser,
): 'clear' | 'possible' | 'none' {
  const cells = first.cells.map((cell, c) => ({ cell: cell.trim(), c, name: parse(cell) }));
  const numbers = cells.filter(({ name }) => !Number.isNaN(name));
  const words = cells.filter(({ cell, name }) => cell !== '' && Number.isNaN(name));
  const isNew = words.every(({ cell, c }) => below.every((row) => row.cells[c]?.trim() !== cell));
  const enough = numbers.length >= LEAST_COLUMNS;
  if (!isNew || numbers.length === 0 || (!enough && words.length === 0)) return 'none';
  const steps = numbers.slice(1).map(({ name }, i) => name - numbers[i].name);
  if (!steps.every((step) => step * steps[0] > 0)) return 'none';

  const columns = numbers.map(({ name, c }) => ({
    name,
    values: below.map((row) => parse(row.cells[c] ?? '')).filter((value) => !Number.isNaN(value)),
  }));
  const wholeAboveDecimals = columns.every(
    ({ name, values }) => Number.isInteger(name) && values.some((value) => !Number.isInteger(value)),
  );
  // The columns of a microplate: 1, 2, 3 … above decimals.
  const counted = numbers.length >= LEAST_COUNTED && numbers.every(({ name }, i) => name === i + 1);
  const haveDecimals = columns.every(
    ({ values }) => values.filter((value) => !Number.isInteger(value)).length >= LEAST_DECIMALS,
  );
  if (counted && haveDecimals) return 'clear';
  if (below.length < LEAST_ROWS) return 'none';
  const equalSteps = hasEqualSteps(numbers.map(({ name }) => name));
  // country, 2018, 2019, 2020: no other row has numbers in such an order.
  if (enough && words.length > 0 && equalSteps && numbers.every(({ name }) => isYear(name))) {
    const rows = below.map((row) => numbers.map(({ c }) => parse(row.cells[c] ?? '')));
    if (!rows.some(hasEqualSteps)) return 'clear';
  }
  if (columns.some(({ values }) => values.length < LEAST_ROWS)) return 'none';
  const outside = columns.every(({ name, values }) => isOutside(name, values));
  if (enough && equalSteps && outside) return 'clear';
  if (wholeAboveDecimals && counted) return 'clear';
  // species, 1, 2, 3 … above counts: no other row has an order. Ranks have one in every row.
  if (counted && words.length > 0) {
    const rows = below.map((row) => numbers.map(({ c }) => parse(row.cells[c] ?? '')));
    if (rows.every((row) => new Set(row).size < row.length)) return 'clear';
  }
  return wholeAboveDecimals && (enough || outside) ? 'possible' : 'none';
}

function hasEqualSteps(values: readonly number[]): boolean {
  const step = values[1] - values[0];
  return (
    step !== 0 &&
    values.slice(1).every((value, i) => Math.abs(value - values[i] - step) <= 1e-6 * Math.abs(step))
  );
}

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1500 && value <= 2200;

function isOutside(name: number, values: readonly number[]): boolean {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return Math.max(low - name, name - high) > high - low;
}

/**
 * A warning where a row that is read as names has numbers or dates above columns of such: it may be a row with a cell that is
 * not written as the others. Null where it has none, or these are names.
 */
export function numbersAmongNames(
  names: HeadRecord,
  below: readonly HeadRecord[],
  context: CellContext,
): IssueInput | null {
  const kinds = columnKinds(below, names.cells.length, context);
  const alike = names.cells.filter((cell, c) => kinds[c] !== null && isQuantity(cell, context)).length;
  if (alike === 0 || numericNames(names, below, context.parse) === 'clear') return null;
  const { line } = names;
  return {
    severity: 'warning',
    code: 'csv.numeric-names',
    message: (words) =>
      `${words.Line} ${line} (${shown(names)}) is read as the names of the columns, but ${alike === 1 ? 'one of its cells is a number or a date' : `${alike} of its cells are numbers or dates`}, as in the rows below.`,
    hint: `If it is data, ${setTo(readingSettings.header, false)}.`,
    line,
  };
}

function shown({ cells }: HeadRecord): string {
  return `${cells.slice(0, SHOWN).join(', ')}${cells.length > SHOWN ? ', …' : ''}`;
}

/** What people are told about such a row. @param taken whether it is read as names */
export function numericNamesIssue(record: HeadRecord, taken: boolean): IssueInput {
  const { line } = record;
  return taken
    ? {
        severity: 'note',
        code: 'csv.numeric-names',
        message: (words) =>
          `${words.Line} ${line} (${shown(record)}) is read as the names of the columns: its numbers are in order, unlike those of the rows below.`,
        hint: `If it is data, ${setTo(readingSettings.header, false)}.`,
        line,
      }
    : {
        severity: 'warning',
        code: 'csv.numeric-names',
        message: (words) =>
          `${words.Line} ${line} (${shown(record)}) is read as data, but may be the names of the columns: its numbers are in order, unlike those of the rows below.`,
        hint: `If it is names, ${setTo(readingSettings.header, true)}, or write a letter before each number in the file.`,
        line,
      };
}
