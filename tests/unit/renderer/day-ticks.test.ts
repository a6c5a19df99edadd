import { scaleLinear } from 'd3-scale';
import { expect, test } from 'vitest';
import { dayTicks } from '../../../renderer/ui/chart/axis.ts';
import { dayText } from '../../../shared/dates.ts';

const days = (from: string, to: string, pixels: number): string[] =>
  dayTicks(scaleLinear([Date.parse(from), Date.parse(to)], [10, 10 + pixels])).map(dayText);

test('the ticks of an axis of days are beginnings of months, with room for each whole day', () => {
  expect(days('2022-07-01', '2023-11-12', 284)).toEqual(['2022-10-01', '2023-04-01']);
  expect(days('2022-07-01', '2023-11-12', 1000)).toHaveLength(8);
});

test('there are none where there is no room, and few on a short axis', () => {
  expect(days('2022-07-01', '2023-11-12', 40)).toEqual([]);
  expect(days('2022-07-01', '2023-11-12', 140).length).toBeLessThanOrEqual(1);
});
