/** Numbers that may be codes: with zeros in front, with more digits than a number can hold, or dates without marks. */
import type { IssueInput } from '../reading/issues.ts';
import type { RowBlock } from '../table/rows.ts';
import type { ColumnBuilder, FoundCells, NumberCodes } from './builders.ts';
import { plural } from '../../../../shared/figures.ts';

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

function tally() {
  let [count, line, first] = [0, 0, ''];
  return {
    add(cell: string, block: RowBlock, row: number): void {
      if (count++ === 0) [line, first] = [block.lineOf(row), cell];
    },
    done: (): FoundCells => ({ count, line, first: first.slice(0, 40) }),
  };
}

/** 1E5: a whole number and an exponent without a sign. */
const EXPONENT = /^\d+[eE]\d+$/;
const DAY = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const TELEPHONE = /^\+\d{7,}$/;

/** What is read as a number, but may be a code: a remark for each kind. @param sample the first cells, trimmed */
export function codeIssues(
  column: string,
  sample: readonly string[],
  codes: NumberCodes | undefined,
): readonly IssueInput[] {
  const issues: IssueInput[] = [];
  const note = (code: string, message: string, more: Partial<IssueInput> = {}): void => {
    issues.push({
      ...{ severity: 'note', code, message, column },
      hint: 'If these are codes or names, set the type of the column to “category”.',
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
  const exponent = sample.find((cell) => EXPONENT.test(cell) && Number.isFinite(Number(cell)));
  if (exponent !== undefined && sample.every((cell) => EXPONENT.test(cell) || WHOLE.test(cell)))
    note('table.number-codes', `“${exponent}” in “${column}” is read as ${Number(exponent)}.`);
  if (sample.length > 1 && sample.every((cell) => TELEPHONE.test(cell)))
    note('table.number-codes', `“${sample[0]}” in “${column}” is read as ${Number(sample[0])}.`);
  if (sample.length > 1 && sample.every((cell) => DAY.test(cell)))
    note('table.number-codes', `“${sample[0]}” in “${column}” is read as a number, not as a date.`, {
      hint: 'If these are dates, write them in the file as 2020-12-31.',
    });
  return issues;
}
