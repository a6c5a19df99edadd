/** First rows of numbers that are names: the wavelengths of a spectrum, years, stations. */
import type { NumberParser } from '../../columns/cells.ts';
import type { IssueInput } from '../issues.ts';
import type { HeadRecord } from './records.ts';

/** A shorter row may be in order by chance. */
const LEAST_COLUMNS = 3;
/** A shorter column has no range to compare with. */
const LEAST_ROWS = 5;
/** Numbers that a message shows. */
const SHOWN = 3;

/**
 * Whether a first row of numbers is names. Names are in order. They are clearly names where the steps between them are equal
 * and each lies outside its column's values by more than the column's range; they may be names where they are whole numbers
 * and every column has decimals.
 * @param below the rows below, a sample
 */
export function numericNames(
  first: HeadRecord,
  below: readonly HeadRecord[],
  parse: NumberParser,
): 'clear' | 'possible' | 'none' {
  const names = first.cells.map((cell) => parse(cell));
  if (names.length < LEAST_COLUMNS || below.length < LEAST_ROWS) return 'none';
  const steps = names.slice(1).map((name, i) => name - names[i]);
  const inOrder = steps.every((step) => step * steps[0] > 0);
  if (!inOrder) return 'none';

  const columns = names.map((_, c) =>
    below.map(({ cells }) => parse(cells[c] ?? '')).filter((value) => !Number.isNaN(value)),
  );
  if (columns.some((values) => values.length < LEAST_ROWS)) return 'none';
  const equalSteps = steps.every((step) => Math.abs(step - steps[0]) <= 1e-6 * Math.abs(steps[0]));
  if (equalSteps && columns.every((values, c) => isOutside(names[c], values))) return 'clear';
  const wholeAboveDecimals =
    names.every((name) => Number.isInteger(name)) &&
    columns.every((values) => values.some((value) => !Number.isInteger(value)));
  return wholeAboveDecimals ? 'possible' : 'none';
}

function isOutside(name: number, values: readonly number[]): boolean {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return Math.max(low - name, name - high) > high - low;
}

/** What people are told about such a row. @param taken whether it is read as names */
export function numericNamesIssue({ cells, line }: HeadRecord, taken: boolean): IssueInput {
  const shown = `${cells.slice(0, SHOWN).join(', ')}${cells.length > SHOWN ? ', …' : ''}`;
  return taken
    ? {
        severity: 'note',
        code: 'csv.numeric-names',
        message: `Line ${line} (${shown}) is read as the names of the columns: its numbers are in order, and far from the values below.`,
        hint: 'If it is data, set the first row to data.',
        line,
      }
    : {
        severity: 'warning',
        code: 'csv.numeric-names',
        message: `Line ${line} (${shown}) is read as data, but may be the names of the columns: whole numbers in order above numbers with decimals.`,
        hint: 'If it is names, set the first row to column names, or write a letter before each number in the file.',
        line,
      };
}
