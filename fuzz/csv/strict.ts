/**
 * A second reader, written apart from the application's: simple, strict, a character at a time (RFC 4180), in a dialect that
 * it is told.
 */
import type { Dialect } from './dialect.ts';

/** Records of well-formed text; blank lines and lines of delimiters only are left out. */
export function strictRecords(text: string, { delimiter, escape }: Dialect): string[][] {
  const records: string[][] = [];
  let [record, cell, quoted, wasQuoted] = [[] as string[], '', false, false];
  const characters = [...text.replace(/\r\n?/gu, '\n')];
  const spaced = delimiter === ' ';
  const endCell = (): void => {
    // A run of spaces is one delimiter.
    if (!spaced || cell !== '' || wasQuoted) record.push(cell);
    [cell, wasQuoted] = ['', false];
  };
  const endRecord = (): void => {
    endCell();
    if (record.some((one) => one.trim() !== '')) records.push(record);
    record = [];
  };
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i];
    if (quoted && escape === '\\"' && character === '\\' && characters[i + 1] === '"')
      cell += characters[++i];
    else if (quoted && escape === '""' && character === '"' && characters[i + 1] === '"')
      cell += characters[i++];
    else if (quoted && character === '"') quoted = false;
    else if (quoted) cell += character;
    else if (character === '"' && cell.trim() === '') {
      // Spaces before a quotation mark are no part of the cell.
      [quoted, wasQuoted, cell] = [true, true, ''];
    } else if (character === delimiter || (spaced && character === '\t')) endCell();
    else if (character === '\n') endRecord();
    else cell += character;
  }
  if (cell !== '' || record.length > 0) endRecord();
  return records;
}

const MISSING = ['', '-', '--', '.', '?', 'na', 'nan', 'null', 'n/a', '\\n'];

/** In a column of values. */
export function isMissing(cell: string): boolean {
  return MISSING.includes(cell.trim().toLowerCase()) || isWord(cell);
}

/** Missing in a column of values, and a label in a column of labels. */
export function isWord(cell: string): boolean {
  return /^(?:[Nn][Oo][Nn][Ee]|Na)$/.test(cell.trim());
}

/** The value of a number with this decimal mark; groups of three digits may have any other mark between them. */
export function strictNumber(cell: string, decimal: '.' | ','): number {
  const text = cell.trim().replace(/[\u00a0\u202f\u2009]/gu, ' ');
  const [mantissa, ...fractions] = text.split(decimal);
  if (fractions.length > 1) return NaN;
  const marks = new Set(mantissa.match(/[.,'’ ]/gu));
  const groups = mantissa.split(/[.,'’ ]/u);
  const isGrouped =
    marks.size === 1 &&
    /^[+-]?[1-9]\d{0,2}$/u.test(groups[0]) &&
    groups.slice(1).every((digits) => /^\d{3}$/u.test(digits.replace(/e[+-]?\d+$/iu, '')));
  const whole = isGrouped ? groups.join('') : mantissa;
  if (decimal === ',' && whole.includes('.')) return NaN;
  const plain = fractions.length === 0 ? whole : `${whole}.${fractions[0]}`;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(plain) ? Number(plain) : NaN;
}

/** Milliseconds since 1970 of a date as the tables have them, with or without zeros in front; NaN for other texts. */
export function strictDate(cell: string): number {
  const [day, time = '00:00', ...others] = cell.trim().split(/[T ]+/u);
  const [hours, minutes] = time.split(':').map(Number);
  const parts = day.split(/[-/.]/u);
  const [year, month, dayOfMonth] = parts[0].length === 4 ? parts : [...parts].reverse();
  const [y, m, d] = [year, month, dayOfMonth].map(Number);
  const value = new Date(Date.UTC(2000, 0, 1, hours, minutes)).setUTCFullYear(y, m - 1, d);
  const written =
    /^\d{4}$/u.test(year) && parts.length === 3 && /^\d\d?:\d\d$/u.test(time) && others.length === 0;
  return written && new Date(value).getUTCDate() === d && m <= 12 && minutes < 60 ? value : NaN;
}
