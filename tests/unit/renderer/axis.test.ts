/** The labels at the axes of charts. */
import { scaleLinear } from 'd3-scale';
import { expect, it } from 'vitest';
import { labelRoom, roomyTicks, tickText } from '../../../renderer/ui/chart/axis.ts';

it.each<[readonly number[], number, readonly string[]]>([
  [[245, 245.5, 246, 246.5], 3, ['245', '245.5', '246', '246.5']],
  [[2459020, 2459040], 4, ['2.45902·10⁶', '2.45904·10⁶']],
  [[0, 50, 100], 3, ['0', '50', '100']],
  [[0.1, 0.2, 0.30000000000000004], 3, ['0.1', '0.2', '0.3']],
  [[-0.01, 0, 0.01], 3, ['−0.01', '0', '0.01']],
  [[7.25], 3, ['7.25']],
])('of %j say where the marks are', (ticks, least, expected) => {
  expect(ticks.map(tickText(ticks, least))).toEqual(expected);
});

it('of a vertical axis have room in front of the plot, whatever their numbers', () => {
  expect(labelRoom([0, 1, 2], 3, 44)).toBe(44);
  // Seven characters of 6.6 pixels.
  expect(labelRoom([-500000, 0, 500000], 3, 44)).toBeGreaterThanOrEqual(7 * 6.6 + 6);
});

it.each([
  [0, 1e6, 300],
  [2459000, 2459060, 260],
  [2459000, 2459060, 400],
])('from %d to %d of a horizontal axis of %i pixels do not touch each other', (from, to, pixels) => {
  const scale = scaleLinear([from, to], [0, pixels]);
  const ticks = roomyTicks(scale, pixels);
  const text = tickText(ticks, 4);
  const places = ticks.map((tick) => ({ at: scale(tick), half: (text(tick).length * 6.6) / 2 }));
  places
    .slice(1)
    .forEach(({ at, half }, i) => expect(at - half).toBeGreaterThan(places[i].at + places[i].half));
  expect(ticks.length).toBeGreaterThan(1);
});
