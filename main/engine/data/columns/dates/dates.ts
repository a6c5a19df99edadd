/** Dates and times of a table, as milliseconds since 1970 in UTC; a time without a zone is read as UTC. */

/** Orders of day, month and year in 3/4/2020; the year comes first only where it has two digits: 21-04-03. */
export const dayOrders = ['dmy', 'mdy', 'ymd'] as const;
export type DayOrder = (typeof dayOrders)[number];

/** Characters of a date, its time and its zone. */
const LONGEST = 64;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME = String.raw`(?:(?:[T ]+|:)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AaPp][Mm]?))?(?:\s*(Z|z|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}|[+-]\d{2}))?)?`;
const ISO = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?${TIME}$`);
const NUMERIC = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`);
const DAY_MONTH = new RegExp(String.raw`^(\d{1,2})[-\s.]*([A-Za-z]{3,9})\.?[-\s,]*(\d{4})${TIME}$`);
const MONTH_DAY = new RegExp(String.raw`^([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})${TIME}$`);
/** As computers write it without marks: 20200229T123456Z. */
const BASIC =
  /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d{1,9}))?)?([AaPp][Mm])?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/;
/** The day of the week before a date, which says nothing more. */
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\.?(?:,\s*|\s+)(?=[\da-z])/i;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AaPp][Mm]?))?$/;

/**
 * @returns milliseconds since 1970 (a bare time of day: since midnight), or NaN where `cell` is no date that exists.
 */
export function parseDate(cell: string, order: DayOrder): number {
  const text = cell.trim();
  if (text.length > LONGEST) return NaN;
  const first = text.charCodeAt(0);
  // A date begins with a digit or a letter: for other cells the regular expressions are skipped.
  if (!((first >= 48 && first <= 57) || (first | 32) >= 97)) return NaN;
  let match = ISO.exec(text);
  // 2020.05 is a number, 2020-05 a month.
  if (match && !(match[3] === undefined && text[4] === '.'))
    return at(match[1], match[2], match[3] ?? '1', match, 4);
  match = NUMERIC.exec(text);
  if (match) {
    const [, first, , second, third] = match;
    if (order === 'ymd')
      return first.length === 2 && third.length === 2 ? at(fullYear(first), second, third, match, 5) : NaN;
    const [day, month] = order === 'dmy' ? [first, second] : [second, first];
    return at(fullYear(third), month, day, match, 5);
  }
  const named = first >= 65 ? text.replace(WEEKDAY, '') : text;
  match = DAY_MONTH.exec(named);
  if (match) return at(match[3], monthNumber(match[2]), match[1], match, 4);
  match = MONTH_DAY.exec(named);
  if (match) return at(match[3], monthNumber(match[1]), match[2], match, 4);
  match = CLOCK.exec(text);
  if (match) return clock(match, 1);
  match = BASIC.exec(text);
  return match ? at(match[1], match[2], match[3], match, 4) : NaN;
}

/** The three numbers of a date such as 3/4/2020 and the orders that they can have; null for other texts. */
export function orderedDate(
  cell: string,
): { readonly parts: readonly [string, string, string]; readonly orders: readonly DayOrder[] } | null {
  const text = cell.trim();
  const match = text.length > LONGEST ? null : NUMERIC.exec(text);
  if (!match) return null;
  const [, first, mark, second, third] = match;
  // Nobody writes 21.04.03 with the year first.
  const orders = dayOrders.filter(
    (order) => !(order === 'ymd' && mark === '.') && !Number.isNaN(parseDate(text, order)),
  );
  return { parts: [first, second, third], orders };
}

/** Whether the text is a date that exists, in any order. */
export function isDate(cell: string): boolean {
  return dayOrders.some((order) => !Number.isNaN(parseDate(cell, order)));
}

/** How much a date says. */
export type DateForm = 'day' | 'short year' | 'month' | 'time';

/** The form of a cell that {@link parseDate} reads. */
export function dateForm(cell: string): DateForm {
  const text = cell.trim();
  const iso = ISO.exec(text);
  if (iso) return iso[3] === undefined ? 'month' : 'day';
  const numeric = NUMERIC.exec(text);
  if (numeric) return numeric[4].length === 2 ? 'short year' : 'day';
  return CLOCK.test(text) ? 'time' : 'day';
}

/** Whether the text has a time of day, and whether it says of which zone. */
export function timeOf(cell: string): { readonly hasTime: boolean; readonly hasZone: boolean } {
  const text = cell.trim();
  return {
    hasTime: /:|T\d{4}/.test(text),
    hasZone: /(?::\d|T\d{4}).*(?:Z|UTC|GMT|[+-]\d{1,2}:?(?:\d{2})?)$/i.test(text),
  };
}

/** Two digits of a year, as POSIX reads them: 69–99 are 1969–1999, 00–68 are 2000–2068. */
function fullYear(digits: string): string {
  if (digits.length !== 2) return digits;
  return Number(digits) >= 69 ? `19${digits}` : `20${digits}`;
}

function monthNumber(name: string | undefined): string {
  return String(MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1);
}

function at(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  match: RegExpExecArray,
  time: number,
): number {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  const exists = date.getUTCDate() === d && date.getUTCMonth() === m - 1;
  if (!exists) return NaN;
  return match[time] === undefined ? date.getTime() : date.getTime() + clock(match, time);
}

/** Hours, minutes, seconds, fraction, am/pm and zone from group `from` on, in milliseconds. */
function clock(match: RegExpExecArray, from: number): number {
  const [h, minutes, seconds] = [match[from], match[from + 1], match[from + 2]].map((t) => Number(t ?? 0));
  const half = match[from + 4]?.[0].toLowerCase();
  let hours = h ?? 0;
  if (half !== undefined && (hours < 1 || hours > 12)) return NaN;
  if (half === 'p' && hours < 12) hours += 12;
  if (half === 'a' && hours === 12) hours = 0;
  if (hours > 24 || (minutes ?? 0) > 59 || (seconds ?? 0) > 60) return NaN;
  const fraction = Number(`0.${match[from + 3] ?? 0}`);
  const local = (hours * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0) + fraction) * 1000;
  return local - zoneOffset(match[from + 5]);
}

/** Milliseconds east of Greenwich. */
function zoneOffset(zone: string | undefined): number {
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone ?? '');
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}
