import { describe, expect, it } from 'vitest';
import { dateText, dateTick, dayText, momentText } from '../../../shared/dates.ts';
import { valueText } from '../../../shared/figures.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const at = (hours: number, minutes = 0, seconds = 0): number => Date.UTC(2024, 2, 5, hours, minutes, seconds);
/** Of a time of day. */
const clock = (hours: number, minutes = 0, seconds = 0): number => at(hours, minutes, seconds) - at(0);

it('a day is written as one', () => {
  expect(dayText(at(0))).toBe('2024-03-05');
});

describe('a date among others', () => {
  it.each([
    ['weeks', 20 * day, '2024-03-05'],
    ['days', 3 * day, '2024-03-05 09:31'],
    ['an hour', hour, '2024-03-05 09:30:45'],
    ['half a minute', minute / 2, '2024-03-05 09:30:45.000'],
  ])('of %s is told as precisely as it takes', (_what, span, text) => {
    expect(dateText(at(9, 30, 45), span)).toBe(text);
    expect(valueText(at(9, 30, 45), true, 4, span)).toBe(text);
  });

  it('is a day where nothing is known of the others', () => {
    expect(valueText(at(9, 30), true)).toBe('2024-03-05');
    expect(dateText(NaN)).toBe('–');
  });

  it('is a time where all are times of day', () => {
    expect([clock(8), clock(12, 57)].map((value) => dateText(value, 5 * hour))).toEqual(['08:00', '12:57']);
    expect([clock(8), clock(8, 0, 20)].map((value) => momentText(value, hour))).toEqual([
      '08:00',
      '08:00:20',
    ]);
    // Days from 1970 on.
    expect(dateText(0, 300 * day)).toBe('1970-01-01');
    expect(momentText(0, 300 * day)).toBe('1970-01-01');
  });
});

it.each([
  [at(0), '2024-03-05'],
  [at(14, 5), '2024-03-05 14:05'],
  [at(14, 5, 30), '2024-03-05 14:05:30'],
  [at(14, 5, 30) + 250, '2024-03-05 14:05:30.250'],
  [NaN, '–'],
])('a moment is told in full: %d', (value, text) => {
  expect(momentText(value)).toBe(text);
});

it('a mark at an axis is the day where one begins, else the time', () => {
  expect([at(0), at(6), at(6, 30, 15)].map((tick) => dateTick(tick, 2 * day))).toEqual([
    '2024-03-05',
    '06:00',
    '06:30:15',
  ]);
  expect([0, clock(6), clock(18)].map((tick) => dateTick(tick, day))).toEqual(['00:00', '06:00', '18:00']);
});
