/** From the text of a cell to a number, or to a missing value. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { isErrorCell } from './errorCells.ts';
import { isExactMark, isMissingWord } from './missingWords.ts';

/** The longest text that can be a number or a date, with its unit or its remark. */
export const LONGEST_NUMBER = 40;

/** The value of a cell; ±Infinity where it is infinite or too large, NaN where it is not a number. */
export type NumberParser = (cell: string) => number;

/**
 * Default marks of a missing value, in lower case. Errors of spreadsheets, and words that may be labels, are no marks: see
 * errorCells.ts and missingWords.ts.
 */
export const MISSING_MARKS: readonly string[] = [
  ...['', 'na', 'n/a', 'n.a.', '<na>', 'nan', '-nan', 'null', 'missing', '?', '--', '.'],
  // What databases write.
  ...['\\n', '(null)', '<null>'],
];

const ZERO = 48;

/** A number as programs write it. What only JavaScript accepts as a number (hexadecimal, '') is NaN. */
function plain(cell: string): number {
  const first = cell.charCodeAt(0);
  // '+' to '9', without ',' and '/', which Number refuses anyway.
  if (!(first >= 43 && first <= 57)) return NaN;
  // 0x…, 0b…, 0o…: no letter but e may follow a leading zero.
  if (
    first === ZERO &&
    cell.length > 2 &&
    (cell.charCodeAt(1) | 32) > 97 &&
    (cell.charCodeAt(1) | 32) !== 101
  )
    return NaN;
  return +cell;
}

const INFINITE = /^([+-]?)(?:inf|infinity|∞|1\.#inf0*)$/i;
/** Fortran's exponents: 1.5D+03. */
const FORTRAN = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))[dD]([+-]?\d+)$/;
/** Minus signs that typesetting programs put in numbers. */
const TYPESET = /[\u2212\u2012\u2013]/;

function odd(text: string): number {
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  const fortran = FORTRAN.exec(text);
  if (fortran) return +`${fortran[1]}e${fortran[2]}`;
  return TYPESET.test(text) ? plain(text.replace(new RegExp(TYPESET, 'g'), '-')) : NaN;
}

const ANY_SPACE = '[ \\u00a0\\u202f\\u2009]';

/** Grouped digits, e.g. 1,234,567.8 for decimal '.' and thousands ','; a grouped number does not begin with 0. */
function grouped(decimal: '.' | ',', thousands: TableFormat['thousands']): RegExp {
  const mark = thousands === ' ' ? ANY_SPACE : thousands === "'" ? "['’]" : `\\${thousands}`;
  return new RegExp(`^[+-]?[1-9]\\d{0,2}(?:${mark}\\d{3})+(?:\\${decimal}\\d*)?(?:[eE][+-]?\\d+)?$`);
}

/** The reader of numbers under a decimal mark and a thousands separator. */
export function numberParser(decimal: '.' | ',', thousands: TableFormat['thousands']): NumberParser {
  const separators = thousands === ' ' ? /[ \u00a0\u202f\u2009]/g : thousands === "'" ? /['’]/g : null;
  const isGrouped = thousands === '' ? null : grouped(decimal, thousands);
  const ungroup = (text: string): string =>
    separators === null ? text.replaceAll(thousands, '') : text.replace(separators, '');

  const slow = (cell: string): number => {
    let text = cell.trim();
    if (isGrouped?.test(text) === true) text = ungroup(text);
    if (decimal === ',') {
      if (text.includes('.')) return odd(text);
      text = text.replace(',', '.');
    }
    const value = plain(text);
    return value === value ? value : odd(text);
  };

  if (decimal === ',') {
    return (cell) => (cell.includes(',') || cell.includes('.') ? slow(cell) : quick(cell, slow));
  }
  return (cell) => quick(cell, slow);
}

function quick(cell: string, slow: NumberParser): number {
  const value = plain(cell);
  return value === value ? value : slow(cell);
}

/** Says whether a cell is a mark of a missing value. */
export interface MissingMarks {
  /** In a column of values. Takes the trimmed cell. Errors of programs are missing as well, and words such as “None”. */
  readonly has: (text: string) => boolean;
  /** In a column of labels, where such a word is missing only if a person said so; “-” also where no label is “+”. */
  readonly hasAmongLabels: (text: string) => boolean;
  /** Marks that are numbers (−999): compared by value. */
  readonly numbers: readonly number[];
}

/** Which cells stand for a missing value, in a table of this format. */
export function missingMarks(format: Pick<TableFormat, 'missing' | 'decimal' | 'thousands'>): MissingMarks {
  const words = new Set(['', ...format.missing.map((mark) => mark.trim().toLowerCase())]);
  const parse = numberParser(format.decimal, format.thousands);
  const exact = new Set(format.missing.map((mark) => mark.trim()));
  const isMark = (text: string): boolean =>
    isExactMark(text) ? exact.has(text) : words.has(text) || words.has(text.toLowerCase());
  const hasAmongLabels = (text: string): boolean => isMark(text) || isErrorCell(text);
  return {
    has: (text) => hasAmongLabels(text) || isMissingWord(text),
    hasAmongLabels,
    numbers: format.missing.map(parse).filter(Number.isFinite),
  };
}
