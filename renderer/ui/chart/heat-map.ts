/** Values over two coordinates as colours. Pure. */

/** The smallest and the largest finite value; [0, 0] where there is none. */
export function rangeOf(values: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** A colour as the browser computes it, `rgb(1, 2, 3)` or with numbers from 0 to 1. */
export function colourOf(text: string): Colour {
  const numbers = (text.match(/[\d.]+/gu) ?? []).map(Number);
  const factor = text.startsWith('color(') ? 255 : 1;
  return [0, 1, 2].map((part) => (numbers[part] ?? 0) * factor) as unknown as Colour;
}

/** @param share of the second colour, 0 to 1 */
export function mixed(first: Colour, second: Colour, share: number): Colour {
  return first.map((part, at) => part + share * (second[at] - part)) as unknown as Colour;
}

/** Colours of values: below 0, at 0, above 0. */
export interface TwoSided {
  readonly low: Colour;
  readonly middle: Colour;
  readonly high: Colour;
}

/** @param largest the value with the full colour */
export function twoSided({ low, middle, high }: TwoSided, largest: number, value: number): Colour {
  return mixed(middle, value < 0 ? low : high, largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0);
}

/**
 * The picture of a lattice, its first row at the bottom; four numbers for each point.
 * @param colour of the point at an index of [row][column]; null for none.
 */
export function pixelsOf(
  width: number,
  height: number,
  colour: (index: number) => Colour | null,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let index = 0; index < width * height; index++) {
    const found = colour(index);
    if (found === null) continue;
    const [column, row] = [index % width, height - 1 - Math.floor(index / width)];
    pixels.set([...found, 255], 4 * (row * width + column));
  }
  return pixels;
}
