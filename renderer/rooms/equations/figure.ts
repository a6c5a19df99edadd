/** What the figures of a solution show. Pure. */
import type { FieldView, SolutionView } from '../../../shared/contract/equationViews.ts';

export type Quantity = 'solution' | 'residual' | 'error';

/** The quantities that there are; the error only where a solution is known. */
export function quantitiesOf({ fields }: SolutionView): readonly { value: Quantity; label: string }[] {
  const known = fields.some(({ error }) => error !== null);
  return [
    { value: 'solution', label: 'Solution' },
    { value: 'residual', label: 'Residual' },
    ...(known ? [{ value: 'error' as const, label: 'Error' }] : []),
  ];
}

/** The values of a quantity on the lattice. */
export function valuesOf({ residuals }: SolutionView, field: FieldView, quantity: Quantity): Float64Array {
  if (quantity === 'residual') return residuals;
  return quantity === 'error' && field.error !== null ? field.error : field.values;
}

/** The smallest and the largest finite value; [0, 0] where there is none. */
export function rangeOf(values: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}

/** A cut through a lattice of two coordinates. @param fixed which of them is held @param at index of its value */
export function cutOf(
  values: Float64Array,
  [xs, ys]: readonly Float64Array[],
  fixed: 0 | 1,
  at: number,
): Float64Array {
  return fixed === 1
    ? values.subarray(at * xs.length, (at + 1) * xs.length)
    : Float64Array.from(ys, (_, row) => values[row * xs.length + at]);
}

/** Red, green and blue, 0 to 255. */
type Colour = readonly [number, number, number];

/** Colours of a map: below 0, at 0, above 0. */
export interface MapColours {
  readonly low: Colour;
  readonly middle: Colour;
  readonly high: Colour;
}

/**
 * The picture of a lattice, its first row at the bottom; four numbers for each point. Values that are not finite are
 * transparent. @param largest the value with the full colour
 */
export function pixelsOf(
  values: Float64Array,
  width: number,
  { low, middle, high }: MapColours,
  largest: number,
): Uint8ClampedArray<ArrayBuffer> {
  const height = values.length / width;
  const pixels = new Uint8ClampedArray(4 * values.length);
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const [column, row] = [index % width, height - 1 - Math.floor(index / width)];
    const share = largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0;
    const end = value < 0 ? low : high;
    const place = 4 * (row * width + column);
    for (let part = 0; part < 3; part++)
      pixels[place + part] = middle[part] + share * (end[part] - middle[part]);
    pixels[place + 3] = 255;
  });
  return pixels;
}

/** A colour as the browser computes it, `rgb(1, 2, 3)` or with numbers from 0 to 1. */
export function colourOf(text: string): Colour {
  const numbers = (text.match(/[\d.]+/gu) ?? []).map(Number);
  const factor = text.startsWith('color(') ? 255 : 1;
  return [0, 1, 2].map((part) => (numbers[part] ?? 0) * factor) as unknown as Colour;
}
