/** Points of a scatter plot: where they lie, which is meant, which are inside a rectangle. Pure. */
import { paddedRange } from '../../ui/chart/axis.ts';

/** A line that perfect points lie on: predicted = observed, or residual = 0. */
export type Guide = 'diagonal' | 'zero';

export interface Domain {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The ranges of both axes: the same for both along a diagonal, symmetric about 0 for residuals. */
export function domainOf(x: Float64Array, y: Float64Array, guide: Guide): Domain {
  if (guide === 'diagonal') {
    const both = paddedRange([x, y]);
    return { x: both, y: both };
  }
  const [low, high] = paddedRange([y, [0]]);
  const most = Math.max(Math.abs(low), Math.abs(high));
  return { x: paddedRange([x]), y: [-most, most] };
}

/** Room for a character of a label at an axis, in pixels. */
const CHARACTER = 7;

/** Places of as many labels as fit side by side. */
export function labelTicks(labels: readonly string[], pixels: number): readonly number[] {
  const widest = CHARACTER * Math.max(1, ...labels.map(({ length }) => length)) + 10;
  const every = Math.ceil(labels.length / Math.max(1, Math.floor(pixels / widest)));
  return [...labels.keys()].filter((place) => place % every === 0);
}

/** Where the title of the horizontal axis stands, and on how many lines. */
export interface AxisTitle {
  readonly left: number;
  readonly width: number;
  readonly lines: 1 | 2;
}

/**
 * The widest place for the title of the horizontal axis in the middle below it: it reaches below the marks of the vertical
 * axis. A title that is wider takes two lines.
 * @param margin beside the plot. @param width of the chart with its margins
 */
export function axisTitle(
  text: string,
  margin: { readonly left: number; readonly right: number },
  width: number,
): AxisTitle {
  const beside = Math.abs(margin.left - margin.right);
  const room = Math.max(0, width - beside);
  return {
    left: margin.left > margin.right ? beside : 0,
    width: room,
    lines: text.length * CHARACTER > room ? 2 : 1,
  };
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The rectangle between two corners, whichever they are. */
export function rectangle(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
): Rectangle {
  return {
    left: Math.min(a.x, b.x),
    right: Math.max(a.x, b.x),
    top: Math.min(a.y, b.y),
    bottom: Math.max(a.y, b.y),
  };
}

/** @param x and y places in pixels. @returns the points inside, in order. */
export function pointsWithin(x: ArrayLike<number>, y: ArrayLike<number>, box: Rectangle): number[] {
  const inside: number[] = [];
  for (let i = 0; i < x.length; i++)
    if (x[i] >= box.left && x[i] <= box.right && y[i] >= box.top && y[i] <= box.bottom) inside.push(i);
  return inside;
}

/** Radius and opacity of points, so that many do not become one blot. */
export function pointLook(count: number): { readonly radius: number; readonly opacity: number } {
  if (count <= 200) return { radius: 3, opacity: 0.75 };
  if (count <= 1000) return { radius: 2.5, opacity: 0.6 };
  return { radius: 2, opacity: 0.4 };
}
