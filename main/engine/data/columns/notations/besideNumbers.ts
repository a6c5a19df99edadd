/**
 * What a cell says of a number without being one: a limit (< 0.5), about how much (~5), minutes and seconds (3:33.2), and, where
 * a person reads a column of ranges as numbers, from where to where (10–19). What stands for it depends on the column.
 */
import { LONGEST_NUMBER, type NumberParser } from '../cells/cells.ts';
import { DIGITS, EXPONENT } from './writtenNumbers.ts';

/** What is read in such a cell. */
export type Stand = 'below' | 'above' | 'about' | 'duration' | 'range';

export interface Standing {
  /** The number that stands for the cell, with its unit if it has one. */
  readonly text: string;
  readonly stand: Stand;
}

const NUMBER = String.raw`[+\-\u2212]?${DIGITS}(?:${EXPONENT})?`;
const UNIT = String.raw`(?: ?[^\d\s.,'+\-:(][^\d:]{0,11})?`;
const LIMIT = new RegExp(`^(<=?|>=?|≤|≥|~|≈|ca\\.?|approx\\.?) ?(${NUMBER})(${UNIT})$`, 'i');
const RANGE = new RegExp(`^(${NUMBER}) ?(?:-|\u2013|\u2014|\\.\\.|…|to|bis) ?(${NUMBER})(${UNIT})$`, 'i');
const DURATION = /^(?:(\d+):)?(\d+):(\d{2}(?:[.,]\d+)?)$/;

const standOf = (sign: string): Stand => {
  if (/^[<≤]/.test(sign)) return 'below';
  return /^[>≥]/.test(sign) ? 'above' : 'about';
};

/** A limit or an approximate number: half of an upper limit stands for it, as is usual for what lies below detection. */
export function limitIn(cell: string, parse: NumberParser): Standing | null {
  const match = cell.length > LONGEST_NUMBER ? null : LIMIT.exec(cell);
  if (match === null) return null;
  const [, sign, number, unit] = match;
  const value = parse(number);
  if (Number.isNaN(value)) return null;
  const stand = standOf(sign);
  return { text: `${stand === 'below' ? markless(value / 2) : number}${unit}`, stand };
}

/** Minutes and seconds, or hours, minutes and seconds, in seconds. */
export function durationIn(cell: string): Standing | null {
  const match = DURATION.exec(cell);
  if (match === null) return null;
  const [, hours, minutes, seconds] = match;
  const [h, m, s] = [hours ?? '0', minutes, seconds].map((part) => Number(part.replace(',', '.')));
  if (s >= 60 || (hours !== undefined && m >= 60)) return null;
  return { text: `${markless(Number((3600 * h + 60 * m + s).toPrecision(15)))} s`, stand: 'duration' };
}

/** No time of a day: minutes and a fraction of seconds, or 24 hours and more with minutes and seconds. */
export const isDuration = (cell: string): boolean => {
  const match = durationIn(cell) === null ? null : DURATION.exec(cell);
  return match !== null && (match[1] === undefined ? /[.,]/.test(match[3]) : Number(match[1]) >= 24);
};

/** The middle of a range from a smaller to a larger number. */
export function rangeIn(cell: string, parse: NumberParser): Standing | null {
  const match = cell.length > LONGEST_NUMBER ? null : RANGE.exec(cell);
  if (match === null) return null;
  const [, from, to, unit] = match;
  const [least, most] = [parse(from), parse(to)];
  return least < most ? { text: `${markless((least + most) / 2)}${unit}`, stand: 'range' } : null;
}

/** A number in digits that need no decimal mark: 0.25 as 25e-2. A whole number with an exponent could be a code. */
function markless(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const [digits, exponent] = Number(value.toPrecision(15)).toExponential().split('e');
  const decimals = digits.split('.')[1]?.length ?? 0;
  return `${digits.replace('.', '')}e${Number(exponent) - decimals}`;
}
