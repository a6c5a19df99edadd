/** The profiler: curves of all inputs on one axis. Pure. */
import { bisectCenter, extent, median } from 'd3-array';
import type { ProfileCurve, ProfileView } from '../../../shared/contract/views/evaluation.ts';
import { scaleLinear } from 'd3-scale';
import { labelRoom, paddedRange } from '../../ui/chart/axis.ts';
import type { Margin } from '../../ui/chart/frame.ts';
import { numberText } from '../../../shared/figures.ts';

/** More marks than a vertical axis here has: of fewer, the labels are no longer. */
const MANY_TICKS = 10;

/** Room around the plot of a curve, in pixels; on the left for the labels of the axis. @param range of the axis */
export function profileMargin(range: readonly [number, number]): Margin {
  const ticks = scaleLinear([...range], [0, 1]).ticks(MANY_TICKS);
  return { left: labelRoom(ticks, 3, 44), right: 8, top: 4, bottom: 4 };
}

/** The range has room for bands this many times as wide as the usual one, and for the spread of the curves. */
const WIDEST_BAND = 3;

/**
 * One range of the output for all curves, so that slopes compare. Of a label only what is drawn counts: where it is selected.
 * Where no training row is, as at a subject of the held-out rows, a band has hardly an end: it goes on beyond the range, which
 * would not show the curves otherwise.
 */
export function outputRange(profile: ProfileView): [number, number] {
  const drawn = profile.curves.map((curve) => {
    if (curve.label === null) return curve;
    const { y, low, high } = outputAt(curve);
    const alone = (value: number | null): Float64Array | null =>
      value === null ? null : Float64Array.of(value);
    return { y: Float64Array.of(y), low: alone(low), high: alone(high) };
  });
  const [least, most] = extent(drawn.flatMap(({ y }) => [...y])) as [number, number];
  const below = drawn.flatMap(({ y, low }) => Array.from(low ?? [], (value, i) => y[i] - value));
  const above = drawn.flatMap(({ y, high }) => Array.from(high ?? [], (value, i) => value - y[i]));
  const room = Math.max(most - least, WIDEST_BAND * (median([...below, ...above]) ?? 0));
  const kept = Float64Array.of(least - room, most + room);
  const within = (values: Float64Array | null): Float64Array =>
    (values ?? new Float64Array()).map((value) => Math.min(kept[1], Math.max(kept[0], value)));
  return paddedRange(
    drawn.flatMap(({ y, low, high }) => [y, within(low), within(high)]),
    0.06,
  );
}

/** Inputs by their columns: a number's curve, or the labels of a category column, of which one is selected. */
export interface ProfileColumn {
  readonly name: string;
  /** Places of the curves among the profile's. */
  readonly places: readonly number[];
  readonly category: boolean;
}

/** In the order of the profile's curves. */
export function inputColumnsOf({ curves }: ProfileView): ProfileColumn[] {
  const places = new Map<string, number[]>();
  curves.forEach(({ column }, place) => places.set(column, [...(places.get(column) ?? []), place]));
  return [...places].map(([name, of]) => ({ name, places: of, category: curves[of[0]].label !== null }));
}

/** The inputs of a column after one label is selected. @param label its index in the column's labels */
export function selectedLabel(places: readonly number[], label: number): ReadonlyMap<number, number> {
  return new Map(places.map((place, index) => [place, Number(index === label)]));
}

/** The output where a label is selected, with its band. @param curve of a label: over 0 and 1. */
export function outputAt({ y, low, high }: ProfileCurve): {
  y: number;
  low: number | null;
  high: number | null;
} {
  const last = y.length - 1;
  return { y: y[last], low: low && low[last], high: high && high[last] };
}

/** How far the output moves over a column. */
export function columnEffect({ curves }: ProfileView, { places, category }: ProfileColumn): number {
  if (!category) return effectOf(curves[places[0]]);
  const values = places.map((place) => outputAt(curves[place]).y);
  return places.length > 1 ? Math.max(...values) - Math.min(...values) : effectOf(curves[places[0]]);
}

/** The range of an input's curve: the effect of the input around this point. */
function effectOf({ y }: ProfileCurve): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of y) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}

/** The band at the profile's point, as `± 0.2`, or from where to where if it is lopsided; '' where there is none. */
export function bandText(profile: ProfileView): string {
  const curve = profile.curves.find(({ low, high }) => low !== null && high !== null);
  if (!curve?.low || !curve.high) return '';
  const i = bisectCenter(curve.x, curve.at);
  const [below, above] = [curve.y[i] - curve.low[i], curve.high[i] - curve.y[i]];
  return Math.abs(above - below) <= 0.05 * (above + below)
    ? `± ${numberText((above + below) / 2, 2)}`
    : `(${numberText(curve.low[i], 3)} … ${numberText(curve.high[i], 3)})`;
}
