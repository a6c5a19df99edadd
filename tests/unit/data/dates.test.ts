import { describe, expect, it } from 'vitest';
import { orderedDate, parseDate, type DayOrder } from '../../../main/engine/data/columns/dates/dates.ts';
import { dateIssues } from '../../../main/engine/data/columns/dates/dateIssues.ts';
import { dayOrder } from '../../../main/engine/data/columns/dates/dayOrder.ts';
import { loadTable } from '../../../main/engine/data/index.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();

describe('dates', () => {
  it.each<[string, DayOrder, string]>([
    ['2020-02-29', 'dmy', '2020-02-29T00:00:00.000Z'],
    ['2020/2/9', 'dmy', '2020-02-09T00:00:00.000Z'],
    ['2020.02.09', 'mdy', '2020-02-09T00:00:00.000Z'],
    ['2020-07', 'dmy', '2020-07-01T00:00:00.000Z'],
    ['2020-02-29T12:34:56.789Z', 'dmy', '2020-02-29T12:34:56.789Z'],
    ['2020-02-29 12:34', 'dmy', '2020-02-29T12:34:00.000Z'],
    ['2020-02-29T00:30:00+01:00', 'dmy', '2020-02-28T23:30:00.000Z'],
    ['2020-02-29T00:30:00-0530', 'dmy', '2020-02-29T06:00:00.000Z'],
    ['31.12.2020 23:59:59,5', 'dmy', '2020-12-31T23:59:59.500Z'],
    ['3/4/2020', 'dmy', '2020-04-03T00:00:00.000Z'],
    ['3/4/2020', 'mdy', '2020-03-04T00:00:00.000Z'],
    ['3/4/99', 'mdy', '1999-03-04T00:00:00.000Z'],
    // As POSIX reads two digits.
    ['3/4/69', 'mdy', '1969-03-04T00:00:00.000Z'],
    ['3/4/68', 'mdy', '2068-03-04T00:00:00.000Z'],
    // The end of a day by ISO 8601, and a leap second.
    ['2020-02-28T24:00', 'mdy', '2020-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', 'mdy', '2017-01-01T00:00:00.000Z'],
    ['3/4/20 1:05 PM', 'mdy', '2020-03-04T13:05:00.000Z'],
    ['12-Mar-2020', 'dmy', '2020-03-12T00:00:00.000Z'],
    ['Mar 12, 2020 12:00 AM', 'dmy', '2020-03-12T00:00:00.000Z'],
    ['1 September 0099', 'dmy', '0099-09-01T00:00:00.000Z'],
    ['12:30:15', 'dmy', '1970-01-01T12:30:15.000Z'],
    ['20200229T123456Z', 'dmy', '2020-02-29T12:34:56.000Z'],
    ['20200229T1234+0100', 'dmy', '2020-02-29T11:34:00.000Z'],
    ['Sat, 29 Feb 2020 12:34:56 +0100', 'dmy', '2020-02-29T11:34:56.000Z'],
    ['Sat, 29 Feb 2020 12:34:56 GMT', 'dmy', '2020-02-29T12:34:56.000Z'],
    ['Saturday, February 29, 2020', 'dmy', '2020-02-29T00:00:00.000Z'],
    ['2020/02/29 1:34:56 PM GMT+1', 'dmy', '2020-02-29T12:34:56.000Z'],
    ['2020-02-29 12:34 UTC-05:30', 'dmy', '2020-02-29T18:04:00.000Z'],
  ])('reads %s (%s)', (text, order, iso) => {
    expect(new Date(parseDate(text, order)).toISOString()).toBe(iso);
  });

  it.each([
    '2021-02-29',
    '2020-13-01',
    '31/12/2020',
    '12/2020',
    '1.5',
    '2020.05',
    '20200131',
    '25:00',
    '2020-01-01 12:60',
    'Mar',
    'Foo 12, 2020',
    '',
  ])('refuses “%s”', (text) => {
    expect(parseDate(text, 'mdy')).toBeNaN();
  });

  it.each<[string, readonly DayOrder[] | null]>([
    ['31/1/2020', ['dmy']],
    ['1/31/2020', ['mdy']],
    ['1/2/2020', ['dmy', 'mdy']],
    ['21-01-05', ['dmy', 'ymd']],
    ['99-01-05', ['ymd']],
    ['21.01.05', ['dmy']],
    ['1-2-05', ['dmy', 'mdy']],
    ['31/2/2020', []],
    ['2020-01-02', null],
  ])('knows the orders that “%s” can have', (text, orders) => {
    expect(orderedDate(text)?.orders ?? null).toEqual(orders);
  });
});

describe('the order of dates', () => {
  const found = (cells: readonly string[], preferred: DayOrder) => {
    const { order, others } = dayOrder(cells, preferred);
    return [order, ...others];
  };

  it('has the year last where first and last parts vary alike', () => {
    expect(found(['21-01-05', '22-01-06'], 'mdy')).toEqual(['dmy', 'ymd']);
  });

  it('has the year last without doubt where the first part takes on three times as many values', () => {
    const days = ['01-01-21', '02-01-21', '03-01-21'];
    expect(found(days, 'dmy')).toEqual(['dmy', 'mdy']);
    expect(found(days.slice(0, 2), 'dmy')).toEqual(['dmy', 'mdy', 'ymd']);
  });
});

describe('remarks on times such as 1:10', () => {
  const told = (column: string, ...cells: readonly string[]) =>
    dateIssues(column, cells, { order: 'dmy', others: [], contrary: null }).map(({ severity, message }) => ({
      severity,
      message,
    }));

  it('say that ratios, and minutes with seconds, are read as clock times', () => {
    const message = 'The times in “d” are read as hours and minutes of a day: “1:10” is 1 hour 10 minutes.';
    expect(told('d', '1:10', '2:11', '3:12', '1:11')).toEqual([{ severity: 'warning', message }]);
    expect(told('d', '1:10', '1:20', '1:50')).toEqual([{ severity: 'warning', message }]);
    expect(told('d', '1:10', '2:20', '3:30')).toEqual([{ severity: 'note', message }]);
  });

  it('are warnings where the name says what they are', () => {
    for (const name of ['dilution', 'RT (min:s)', 'pace [mm:ss]', 'mix ratio'])
      expect(told(name, '10:40', '12:50', '13:10')).toMatchObject([{ severity: 'warning' }]);
    for (const name of ['time (hh:mm)', 'minimum', 'duration'])
      expect(told(name, '10:40', '12:50', '13:10')).toEqual([]);
  });
});

describe('remarks on dates', () => {
  const told = (...cells: readonly string[]): string[] =>
    dateIssues('d', cells, { order: 'dmy', others: [], contrary: null }).map(({ code }) => code);

  it('know that 2000 is of the later century of two digits', () => {
    expect(told('31.12.99', '01.01.00')).toEqual(['table.two-digit-years']);
    expect(told('30.12.99', '31.12.99')).toEqual([]);
  });

  it('ask for no zone of dates without a time', () => {
    expect(told('2020-01-01', '2020-01-01T12:00Z')).toEqual([]);
    expect(told('2020-01-01T12:00', '2020-01-01T12:00Z')).toEqual(['table.mixed-zones']);
  });

  it('take times with seconds for what they are', () => {
    expect(told('0:40', '12:30')).toEqual(['table.clock-times']);
    expect(told('0:40', '12:30:15')).toEqual([]);
  });
});

const day = 86_400_000;
/** Days from the first of January 2021 on, written with the parts that `form` arranges. */
const days = (count: number, form: (year: string, month: string, day: string) => string): string[] =>
  Array.from({ length: count }, (_, i) => {
    const [year, month, date] = new Date(Date.UTC(2021, 0, 1) + i * day)
      .toISOString()
      .slice(0, 10)
      .split('-');
    return form(year, month, date);
  });

describe('a column of dates', () => {
  const read = async (cells: readonly string[]) => {
    const rows = cells.map((cell, i) => `${cell};${i}.5\n`).join('');
    const table = await loadTable(file('dates.csv', `d;y\n${rows}`), {});
    return { column: table.columns[0], codes: table.issues.map(({ code }) => code) };
  };
  const firstOfFebruary = 31;

  it.each([
    ['day, month and four digits', days(60, (y, m, d) => `${d}/${m}/${y}`), []],
    ['month, day and two digits', days(60, (y, m, d) => `${m}/${d}/${y.slice(2)}`), []],
    ['German dates of two digits', days(60, (y, m, d) => `${d}.${m}.${y.slice(2)}`), []],
    ['day, month and two digits', days(60, (y, m, d) => `${d}/${m}/${y.slice(2)}`), []],
    [
      'two digits of the year first',
      days(60, (y, m, d) => `${y.slice(2)}-${m}-${d}`),
      ['table.ambiguous-dates'],
    ],
    ['ISO dates', days(60, (y, m, d) => `${y}-${m}-${d}`), []],
  ])('is read in its order: %s', async (_what, cells, issues) => {
    const { column, codes } = await read(cells);
    expect(column.type).toBe('date');
    expect(column.values[firstOfFebruary]).toBe(Date.UTC(2021, 1, 1));
    expect(codes).toEqual(issues);
  });

  const noon = (date: string, zone: string): string => `${date}T12:00:00${zone}`;
  it.each([
    [
      'two orders',
      days(60, (y, m, d) => `${d}/${m}/${y}`).map((cell, i) => (i === 50 ? '02/28/2021' : cell)),
      ['table.unreadable-cells', 'table.mixed-dates'],
    ],
    [
      'two orders, as often in one as in the other',
      Array.from({ length: 60 }, (_, i) =>
        i === 50 ? '13/02/2021' : i === 51 ? '02/14/2021' : `0${(i % 9) + 1}/0${(i % 7) + 1}/2021`,
      ),
      ['table.unreadable-cells', 'table.mixed-dates'],
    ],
    [
      'times with a zone and without',
      days(60, (y, m, d) => `${y}-${m}-${d}`).map((cell, i) => noon(cell, i % 2 ? '+02:00' : '')),
      ['table.mixed-zones'],
    ],
    [
      'years of two digits in two centuries',
      Array.from({ length: 60 }, (_, i) => `13.02.${30 + i}`),
      ['table.two-digit-years'],
    ],
    [
      'minutes and seconds',
      Array.from({ length: 60 }, (_, i) => `${Math.floor(i / 3)}:${20 * (i % 3) || '00'}`),
      ['table.clock-times'],
    ],
    [
      'minutes and seconds with two digits each',
      Array.from({ length: 60 }, (_, i) => `0${Math.floor(i / 10)}:${7 * (i % 8) + 10}`),
      ['table.clock-times'],
    ],
    [
      'clock times of a whole day, which are clear',
      Array.from(
        { length: 48 },
        (_, i) => `${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`,
      ),
      [],
    ],
    [
      'clock times, which are clear',
      Array.from({ length: 40 }, (_, i) => `${8 + Math.floor(i / 4)}:${15 * (i % 4) || '00'}`),
      [],
    ],
    [
      'times that pass midnight',
      ['22:00', '23:30', '1:00', '2:00', '23:00', '0:30'].map((time) => `${time}:00`),
      ['table.midnight'],
    ],
    [
      'times in no order, which pass no midnight',
      ['22:00', '21:30', '23:30', '1:00', '2:00'].map((time) => `${time}:00`),
      [],
    ],
    [
      'times among days, which belong to none of them',
      [...days(20, (y, m, d) => `${y}-${m}-${d}`), '23:00:00', '1:00:00'],
      ['table.mixed-date-forms'],
    ],
  ])('says what may be misread: %s', async (_what, cells, issues) => {
    const { column, codes } = await read(cells);
    expect(column.type).toBe('date');
    expect(codes).toEqual(issues);
  });

  it('says why it is none where the orders disagree too often', async () => {
    const cells = days(60, (y, m, d) => (Number(d) % 2 ? `${d}/${m}/${y}` : `${m}/${d}/${y}`));
    const { column, codes } = await read(cells);
    expect(column.type).not.toBe('date');
    expect(codes).toContain('table.number-lookalikes');
  });
});
