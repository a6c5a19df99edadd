/** Numbers that may be codes: with zeros in front, with more digits than a number can hold, or dates without marks. */
import { LABELS_TYPE, setType } from '../../../../../shared/contract/columnTypes.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { plural } from '../../../../../shared/figures.ts';
import type { ColumnBuilder, NumberCodes } from '../builders.ts';
import type { NumberParser } from '../cells/cells.ts';
import { tally } from '../cells/tally.ts';

const [ZERO, NINE] = [48, 57];
/** So many digits always fit. */
const SAFE_DIGITS = 15;
const ZEROS = /^0\d+$/;
const WHOLE = /^[+-]?\d+$/;

/** The same column; among what it answers is which of its cells may be codes. */
export function watchCodes(builder: ColumnBuilder): ColumnBuilder {
  const [zeros, long] = [tally(), tally()];
  return {
    add(block, index) {
      builder.add(block, index);
      const { rows } = block;
      for (let row = 0; row < rows.length; row++) {
        const cell = rows[row][index] ?? '';
        // Only a few cells are examined again.
        const first = cell.charCodeAt(0);
        if (first === ZERO ? cell.length > 1 && isDigit(cell.charCodeAt(1)) : cell.length > SAFE_DIGITS) {
          const text = cell.trim();
          if (ZEROS.test(text)) zeros.add(text, block, row);
          else if (WHOLE.test(text) && losesDigits(text)) long.add(text, block, row);
        }
      }
    },
    take: () => ({ ...builder.take(), codes: { zeros: zeros.done(), long: long.done() } }),
  };
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

/** Compared as digits; a number of more digits than 400 is too large anyway. */
function losesDigits(text: string): boolean {
  const value = Number(text);
  return (
    !Number.isSafeInteger(value) &&
    Number.isFinite(value) &&
    BigInt(value) !== BigInt(text.replace(/^\+/, ''))
  );
}

/** 1E5: a whole number and an exponent without a sign. */
const EXPONENT = /^\d+[eEdD]\d+$/;
/** 20201231, also with an hour or a time: 2020123123, 20201231235959. */
const DAY =
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])(?:[0-5]\d(?:[0-5]\d)?)?)?$/;
/** 201231, 311220 or 123120, 31122020 or 12312020, and the day of the year, 2020366: each may be a plain number. */
const SHORT_DAYS: readonly RegExp[] = [
  /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/,
  /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d{2}|\d{2})$/,
  /^(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:19|20)\d{2}|\d{2})$/,
  /^(?:19|20)\d{2}(?:00[1-9]|0[1-9]\d|[12]\d{2}|3[0-5]\d|36[0-6])$/,
];
/** So many different numbers are no dates by chance. */
const LEAST_DAYS = 8;
/** 1.10: a version, or the number of a section or of a sample. */
const PART = /^\d+\.\d{1,2}$/;
const TELEPHONE = /^\+\d{7,}$/;

/**
 * What is read as a number, but may be a code: a remark for each kind.
 * @param sample the first cells, trimmed. @param parse how they are read
 */
export function codeIssues(
  column: string,
  sample: readonly string[],
  codes: NumberCodes | undefined,
  parse: NumberParser,
): readonly IssueInput[] {
  const issues: IssueInput[] = [];
  const note = (code: string, message: string, more: Partial<IssueInput> = {}): void => {
    issues.push({
      ...{ severity: 'note', code, message, column },
      hint: `If these are codes or names, ${setType(LABELS_TYPE)}.`,
      ...more,
    });
  };
  if (codes !== undefined && codes.zeros.count > 0)
    note(
      'table.leading-zeros',
      `${plural(codes.zeros.count, 'cell')} in “${column}” ${codes.zeros.count === 1 ? 'begins' : 'begin'} with a zero: “${codes.zeros.first}” is read as ${Number(codes.zeros.first)}.`,
      { line: codes.zeros.line },
    );
  if (codes !== undefined && codes.long.count > 0)
    note(
      'table.long-numbers',
      `${plural(codes.long.count, 'cell')} in “${column}” ${codes.long.count === 1 ? 'has' : 'have'} more digits than a number can hold: “${codes.long.first}” is read as ${BigInt(Number(codes.long.first))}.`,
      { severity: 'warning', line: codes.long.line },
    );
  const exponent = sample.find((cell) => EXPONENT.test(cell) && Number.isFinite(parse(cell)));
  if (exponent !== undefined && sample.every((cell) => EXPONENT.test(cell) || WHOLE.test(cell)))
    note('table.number-codes', `“${exponent}” in “${column}” is read as ${parse(exponent)}.`);
  if (sample.length > 1 && sample.every((cell) => TELEPHONE.test(cell)))
    note('table.number-codes', `“${sample[0]}” in “${column}” is read as ${Number(sample[0])}.`);
  if (sample.length > 1 && isDays(sample))
    note('table.number-codes', `“${sample[0]}” in “${column}” is read as a number, not as a date.`, {
      hint: 'If these are dates, write them in the file as 2020-12-31.',
    });
  const pair = twoDecimalMarks(sample, parse);
  if (pair !== null)
    note(
      'table.two-decimal-marks',
      `“${pair[0]}” in “${column}” is read as ${parse(pair[0])}, and “${pair[1]}” as ${parse(pair[1])}: both may be fractions.`,
      { severity: 'warning', hint: 'Write the same decimal mark in all cells of the file.' },
    );
  const parts = equalParts(sample);
  if (parts !== null)
    note('table.number-codes', `“${parts[0]}” and “${parts[1]}” in “${column}” are read as the same number.`);
  return issues;
}

function isDays(sample: readonly string[]): boolean {
  const all = (form: RegExp): boolean => sample.every((cell) => form.test(cell));
  return all(DAY) || (SHORT_DAYS.some(all) && new Set(sample).size >= LEAST_DAYS);
}

/**
 * 2,349 and 2.596 in a column whose numbers all have one mark and three digits behind it: one mark groups digits as the file is
 * read. Null where there is no such pair.
 */
function twoDecimalMarks(sample: readonly string[], parse: NumberParser): readonly [string, string] | null {
  const marked = sample.filter((cell) => /[.,]/.test(cell) && !Number.isNaN(parse(cell)));
  if (!marked.every((cell) => /^[+-]?\d{1,3}[.,]\d{3}$/.test(cell))) return null;
  const grouped = marked.find((cell) => Math.abs(parse(cell)) >= 1000);
  const fraction = marked.find((cell) => Math.abs(parse(cell)) < 1000);
  return grouped === undefined || fraction === undefined ? null : [grouped, fraction];
}

/** 1.1 and 1.10 in a column whose cells all have such a form; null where there is no such pair. */
function equalParts(sample: readonly string[]): readonly [string, string] | null {
  if (!sample.every((cell) => PART.test(cell))) return null;
  const known = new Set(sample);
  const long = sample.find((cell) => /\.\d0$/.test(cell) && known.has(cell.slice(0, -1)));
  return long === undefined ? null : [long.slice(0, -1), long];
}
