/** A curve through samples as the path of an SVG, broken where there is no finite value. Pure. */
import { line } from 'd3-shape';

type Scale = (value: number) => number;

/** @param x and y from values to pixels. */
export function curvePath(xs: ArrayLike<number>, ys: ArrayLike<number>, x: Scale, y: Scale): string {
  const path = line<number>(
    (value) => x(value),
    (_, i) => y(ys[i]),
  ).defined((_, i) => Number.isFinite(ys[i]));
  return path(Array.from(xs)) ?? '';
}
