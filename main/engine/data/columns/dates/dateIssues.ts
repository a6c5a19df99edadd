/** What people are told of how dates are read. */
import { plural } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { dayOrders, orderedDate, parseDate, timeOf, type DayOrder } from './dates.ts';
import type { FoundOrder } from './dayOrder.ts';

/** Such as 10:40, which may also be minutes and seconds, above all where some begin like 0:40: few clocks show that. */
const hoursAndMinutes = /^\d{1,2}:\d{2}$/;
const belowAnHour = /^0:\d{2}$/;
/** Clocks show it after midnight; of a whole day some times are after noon. */
const [afterMidnight, afterNoon] = [/^00:\d{2}$/, /^(?:1[2-9]|2\d):/];
/** An hour of one digit. */
const shortHour = /^\d:/;
/** Names of ratios, and of minutes and seconds. */
const otherQuantity =
  /(?<!\p{L})ratio|verhältnis|rapport|dilution|verdünnung|\bmix|mischung|\bscale\b|\bodds\b|\bm{1,2}\s?:\s?s{1,2}\b|\bmin(?:utes?)?\s?[:.]\s?s(?:ec(?:onds?)?)?\b/iu;

const words: Readonly<Record<DayOrder, string>> = { dmy: 'day', mdy: 'month', ymd: 'year' };

/** @param sample the first cells, trimmed */
export function dateIssues(
  column: string,
  sample: readonly string[],
  { order, others, contrary }: FoundOrder,
): readonly IssueInput[] {
  const issues: IssueInput[] = [];
  const warn = (code: string, message: string, more: Partial<IssueInput> = {}): void => {
    issues.push({
      ...{ severity: 'warning', code, message, column },
      hint: 'Write dates as 2020-12-31 to make them unambiguous.',
      ...more,
    });
  };
  const first = words[order];
  const possible = dayOrders.filter((one) => one === order || others.includes(one));
  if (contrary !== null)
    warn(
      'table.mixed-dates',
      `Some dates in “${column}”, such as “${contrary}”, cannot have the ${first} first, which the others have. Those that could have either are read with the ${first} first.`,
    );
  else if (others.length > 0)
    warn(
      'table.ambiguous-dates',
      `The dates in “${column}” could have the ${possible.map((one) => words[one]).join(' or the ')} first; they are read with the ${first} first.`,
    );
  const written = sample.filter((cell) => cell !== '');
  const unsure = written.every((cell) => hoursAndMinutes.test(cell)) ? unsureClock(column, written) : null;
  if (unsure !== null)
    warn(
      'table.clock-times',
      `The times in “${column}” are read as hours and minutes of a day: “${unsure.cell}” is ${clockWords(unsure.cell)}.`,
      {
        severity: unsure.isLikely ? 'note' : 'warning',
        hint: 'Write minutes and seconds as 0:05:30, or as a number of seconds, and a ratio such as 1:10 as a number (0.1).',
      },
    );
  const timed = sample.filter((cell) => timeOf(cell).hasTime);
  const unzoned = timed.find((cell) => !timeOf(cell).hasZone);
  if (unzoned !== undefined && timed.some((cell) => timeOf(cell).hasZone))
    warn(
      'table.mixed-zones',
      `Some times in “${column}” have a time zone and others, such as “${unzoned}”, have none; those are read as UTC.`,
      { hint: 'Write the zone with each time, or with none.' },
    );
  const years = centuries(sample, order);
  if (years !== null)
    warn(
      'table.two-digit-years',
      `Years of two digits in “${column}” are read as 1969 to 2068: “${years[0]}” is in the 20th century, “${years[1]}” in the 21st.`,
      { severity: 'note', hint: 'Write years with four digits in the file.' },
    );
  return issues;
}

/**
 * A cell such as 1:10 that may also be minutes and seconds, or a ratio; null where all show that they are clock times: hours
 * of two digits, and some of them after noon.
 */
function unsureClock(
  column: string,
  cells: readonly string[],
): { readonly cell: string; readonly isLikely: boolean } | null {
  if (otherQuantity.test(column)) return { cell: cells[0], isLikely: false };
  const isHalfDay = !cells.some((cell) => afterNoon.test(cell));
  const early = cells.findLast((cell) => belowAnHour.test(cell) || (isHalfDay && afterMidnight.test(cell)));
  if (early !== undefined) return { cell: early, isLikely: true };
  const short = isHalfDay ? cells.find((cell) => shortHour.test(cell)) : undefined;
  if (short === undefined) return null;
  const times = cells.map((cell) => parseDate(cell, 'ymd'));
  const hours = new Set(cells.map((cell) => cell.split(':')[0]));
  // Rows of a log rise; 1:10, 1:20, 1:50 are dilutions.
  return {
    cell: short,
    isLikely: hours.size > 1 && times.every((time, i) => i === 0 || time >= times[i - 1]),
  };
}

/** Such as “1 hour 10 minutes”. */
function clockWords(cell: string): string {
  const [hours, minutes] = cell.split(':').map(Number);
  return `${hours === 0 ? '' : `${plural(hours, 'hour')} `}${plural(minutes, 'minute')}`;
}

/** A date of each century, where years have two digits and fall into both; null otherwise. */
function centuries(sample: readonly string[], order: DayOrder): readonly [string, string] | null {
  const short = sample.filter((cell) => orderedDate(cell)?.parts[2].length === 2);
  const before = short.find((cell) => parseDate(cell, order) < Date.UTC(2000, 0));
  const after = short.find((cell) => parseDate(cell, order) >= Date.UTC(2000, 0));
  return before === undefined || after === undefined ? null : [before, after];
}
