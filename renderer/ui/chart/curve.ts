/** A curve through samples as the path of an SVG, broken where there is no finite value. Pure. */
import { area, line } from 'd3-shape';

type Scale = (value: number) => number;

/** @param x and y from values to pixels. */
export function curvePath(xs: ArrayLike<number>, ys: ArrayLike<number>, x: Scale, y: Scale): string {
  const path = line<number>(
    (value) => x(value),
    (_, i) => y(ys[i]),
  ).defined((_, i) => Number.isFinite(ys[i]));
  return path(Array.from(xs)) ?? '';
}

/** The area between two curves. */
export function bandPath(
  xs: ArrayLike<number>,
  low: ArrayLike<number>,
  high: ArrayLike<number>,
  x: Scale,
  y: Scale,
): string {
  const path = area<number>(
    (value) => x(value),
    (_, i) => y(low[i]),
    (_, i) => y(high[i]),
  ).defined((_, i) => Number.isFinite(low[i]) && Number.isFinite(high[i]));
  return path(Array.from(xs)) ?? '';
}
