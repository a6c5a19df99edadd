/** Axes of charts: the marks of linear ones, and the ranges that they span. Pure. */
import { scaleUtc, type ScaleLinear } from 'd3-scale';
import { numberText } from '../../../shared/figures.ts';

export interface Axis {
  /** From a value to its place in pixels. */
  readonly scale: (value: number) => number;
  readonly ticks: readonly number[];
  readonly text: (value: number) => string;
}

/** More digits than this have no room at an axis. */
const mostDigits = 9;
/** The largest distance of a label from its mark, as a share of the distance between marks. */
const nearMark = 0.05;

/** The labels of an axis: in as many digits as it takes for each to say where its mark is. @param least digits */
export function tickText(ticks: readonly number[], least: number): (tick: number) => string {
  const step = Math.abs(ticks[1] - ticks[0]);
  const isExact = (digits: number): boolean =>
    ticks.every((tick) => Math.abs(Number(tick.toPrecision(digits)) - tick) <= nearMark * step);
  let digits = least;
  while (digits < mostDigits && ticks.length > 1 && !isExact(digits)) digits++;
  return (tick) => numberText(tick, digits);
}

/** Of a tick's label, in pixels. */
const DIGIT_WIDTH = 7;

/** Room for the labels of a vertical axis, between its left end and the plot, in pixels. @param least for short ones */
export function labelRoom(ticks: readonly number[], digits: number, least: number): number {
  const text = tickText(ticks, digits);
  const longest = Math.max(0, ...ticks.map((tick) => text(tick).length));
  return Math.max(least, Math.ceil(longest * DIGIT_WIDTH) + 8);
}

/**
 * Ticks of a horizontal axis, as many as their labels have room for.
 * @param each pixels from tick to tick, at the least.
 */
export function roomyTicks(
  scale: { ticks: (count: number) => number[] },
  pixels: number,
  each = 64,
): number[] {
  for (let count = tickCount(pixels, each); count > 1; count--) {
    const ticks = scale.ticks(count);
    const widest = Math.max(...ticks.map((tick) => tickText(ticks, 4)(tick).length)) * DIGIT_WIDTH + 10;
    if (widest * ticks.length <= pixels) return ticks;
  }
  return scale.ticks(1);
}

/** Room for a day at an axis, in pixels. */
const DAY_WIDTH = 84;

/**
 * Ticks of an axis of days, given in milliseconds since 1970: where days, months or years begin, and where there is room
 * for the whole day on both sides.
 */
export function dayTicks(scale: ScaleLinear<number, number>): number[] {
  const [left, right] = scale.range();
  const count = Math.max(1, Math.floor((right - left) / DAY_WIDTH));
  const ticks = scaleUtc(scale.domain(), [left, right])
    .ticks(count)
    .map(Number)
    .filter((tick) => scale(tick) - DAY_WIDTH / 2 > left - 8 && scale(tick) + DAY_WIDTH / 2 < right + 8);
  const every = Math.ceil(ticks.length / count);
  return ticks.filter((_, place) => place % every === 0);
}

/** As many ticks as fit without crowding. */
export function tickCount(pixels: number, each: number): number {
  return Math.max(2, Math.floor(pixels / each));
}

/** The range of all finite values with a little room on each side; around a single value, some room too. */
export function paddedRange(series: readonly ArrayLike<number>[], room = 0.05): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  const span = high - low;
  const tiny = 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-9);
  const by = span > tiny ? span * room : Math.max(Math.abs(low) * 0.1, 0.5);
  return [low - by, high + by];
}
