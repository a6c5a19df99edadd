/** Dates and times of a spreadsheet, which counts days, as the texts that tables are read from. */
import type { NumberKind } from './styles.ts';
import type { DateSystem } from './workbook.ts';

const DAY = 86_400_000;

/** Day 0 of each system, in days since 1970. */
const DAY_ZERO = { 1900: -25_569, 1904: -24_107 } as const;
/** Excel has a 29 February in 1900, which never was; the days before it are one further on. */
const LEAP_DAY = 60;
/** 31 December 9999. */
const LAST_DAY = 2_958_466;

/**
 * A date such as 2024-03-05, with the time where there is one; a time of day; hours with their unit. A number that is no date is
 * written as it is: it can then not be read as one, and that is told.
 */
export function momentText(
  serial: number,
  kind: Exclude<NumberKind, 'number' | 'percent'>,
  dates: DateSystem,
): string {
  if (kind === 'elapsed') return `${Number((serial * 24).toPrecision(15))} h`;
  if (!(serial >= 0 && serial < LAST_DAY)) return String(serial);
  const hasDate = kind === 'day' && dates === 1904;
  if (serial < 1 && !hasDate && (kind !== 'day' || serial > 0)) return timeText(Math.round(serial * DAY));
  if (dates === 1900 && serial < 1) return '1900-01-00';
  if (dates === 1900 && Math.floor(serial) === LEAP_DAY) return '1900-02-29';
  const days = serial + DAY_ZERO[dates] + (dates === 1900 && serial < LEAP_DAY ? 1 : 0);
  const time = Math.round(days * DAY);
  const text = new Date(time).toISOString();
  const sinceMidnight = ((time % DAY) + DAY) % DAY;
  return kind === 'day' && sinceMidnight === 0
    ? text.slice(0, 10)
    : `${text.slice(0, 10)} ${timeText(sinceMidnight)}`;
}

/** @param time milliseconds since midnight */
function timeText(time: number): string {
  const text = new Date(Math.min(time, DAY - 1)).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}
