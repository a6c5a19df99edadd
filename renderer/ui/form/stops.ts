/** A slider that takes some values only. Pure. */
import { bisectCenter, bisectLeft, bisectRight } from 'd3-array';

/** Stops that a page key passes. */
const page = 10;

/** @param stops ascending */
export function nearestStop(stops: Float64Array, value: number): number {
  return stops[bisectCenter(stops, value)];
}

/** Where a key leads from a value; null where it moves no slider. @param stops ascending */
export function stopAfter(stops: Float64Array, value: number, key: string): number | null {
  const [after, before] = [bisectRight(stops, value), bisectLeft(stops, value) - 1];
  const places: Readonly<Record<string, number>> = {
    ArrowRight: after,
    ArrowUp: after,
    ArrowLeft: before,
    ArrowDown: before,
    PageUp: after + page - 1,
    PageDown: before - page + 1,
    Home: 0,
    End: stops.length - 1,
  };
  const place = places[key];
  return place === undefined ? null : stops[Math.min(stops.length - 1, Math.max(0, place))];
}
