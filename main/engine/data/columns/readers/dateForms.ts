/** Dates that say less than the others of their column, and times of day that pass midnight. */
import { plural } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';
import type { ColumnBuilder, DateForms } from '../builders.ts';
import { dateForm, parseDate, type DateForm, type DayOrder } from '../dates/dates.ts';
import { tally } from '../cells/tally.ts';

const HALF_DAY = 12 * 3_600_000;

/** The same column; among what it answers is in which forms its dates are written. */
export function watchDateForms(builder: ColumnBuilder, order: DayOrder): ColumnBuilder {
  const forms = { day: tally(), 'short year': tally(), month: tally(), time: tally() };
  const midnights = tally();
  let last = -Infinity;
  let goesBack = false;
  return {
    add(block, index) {
      builder.add(block, index);
      for (const [row, cells] of block.rows.entries()) {
        const cell = cells[index] ?? '';
        const value = parseDate(cell, order);
        if (Number.isNaN(value)) continue;
        const form = dateForm(cell);
        forms[form].add(cell.trim(), block, row);
        if (form !== 'time') continue;
        if (value < last - HALF_DAY) midnights.add(cell.trim(), block, row);
        else if (value < last) goesBack = true;
        last = value;
      }
    },
    take: () => ({
      ...builder.take(),
      dates: {
        forms: {
          day: forms.day.done(),
          'short year': forms['short year'].done(),
          month: forms.month.done(),
          time: forms.time.done(),
        },
        midnights: goesBack ? tally().done() : midnights.done(),
      },
    }),
  };
}

/** What cells of a form hold, and how they are read. */
const words: Readonly<Record<DateForm, readonly [one: string, many: string, read: string]>> = {
  day: ['a whole date', 'whole dates', 'with their date'],
  'short year': ['a year of two digits', 'years of two digits', 'as years from 1969 to 2068'],
  month: ['a month without a day', 'months without a day', 'as the first day of the month'],
  time: ['a time without a date', 'times without a date', 'as times of 1 January 1970'],
};

/** What is told where the cells of a column of dates have several forms, or times of day begin again at midnight. */
export function dateFormIssues(column: string, { forms, midnights }: DateForms): readonly IssueInput[] {
  const kinds = Object.keys(words) as DateForm[];
  const most = kinds.reduce((best, form) => (forms[form].count > forms[best].count ? form : best));
  const mixed = kinds
    .filter((form) => form !== most && forms[form].count > 0)
    .map((form): IssueInput => {
      const { count, line, first } = forms[form];
      const [one, many, read] = words[form];
      return {
        severity: 'warning',
        code: 'table.mixed-date-forms',
        message: (places) =>
          `${plural(count, 'cell')} in “${column}” ${count === 1 ? 'holds' : 'hold'} ${count === 1 ? one : many}, the first ${places.onLine} ${line}: “${first}”. Most hold ${words[most][1]}. ${count === 1 ? 'It is' : 'They are'} read ${read}.`,
        hint: 'Write all dates of a column in the same way, such as 2020-12-31.',
        ...{ line, column },
      };
    });
  if (most !== 'time' || midnights.count === 0) return mixed;
  return [
    ...mixed,
    {
      severity: 'warning',
      code: 'table.midnight',
      message: (places) =>
        `The times in “${column}” begin again at midnight ${plural(midnights.count, 'time')}, first ${places.onLine} ${midnights.line}: “${midnights.first}”. They are read as times of one day.`,
      hint: 'Write the date with each time, or the hours since the first row.',
      ...{ line: midnights.line, column },
    },
  ];
}
