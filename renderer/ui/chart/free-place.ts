/** Where a name has room in a chart. Pure. */
import type { Frame } from './frame.ts';

/** Pixels of a letter of a mark's text, on average, and of its line. */
const LETTER = 6.2;
const LINE = 14;
/** Pixels between the end of a line and its name. */
const INDENT = 6;

/** Where a text beside a horizontal line begins or ends, and the line on which its letters stand. */
export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** The first of the names that is no longer than a horizontal line in this frame; '' where none is. */
export function nameThatFits(names: readonly string[], { left, right }: Frame): string {
  return names.find((name) => LETTER * name.length + 2 * INDENT <= right - left) ?? '';
}

/**
 * Where the name of a horizontal line meets the fewest of other things: above or below the line, at its left end or at its right end,
 * in this order.
 * @param at the line's y. @param things boxes in pixels; one without width or height is a piece of a curve.
 */
export function placeBesideLine(
  text: string,
  at: number,
  { left, right, top, bottom }: Frame,
  things: readonly Frame[],
): TextPlace {
  const wide = LETTER * text.length;
  const places = [at - 4, at + LINE - 2].flatMap((y) => [
    { x: left + INDENT, y, anchor: 'start' as const },
    { x: right - INDENT, y, anchor: 'end' as const },
  ]);
  const met = places.map(({ x, y, anchor }) => {
    const start = anchor === 'start' ? x : x - wide;
    const box = { left: start, right: start + wide, top: y - LINE + 3, bottom: y + 3 };
    const isOutside = box.top < top - LINE || box.bottom > bottom;
    return things.filter((thing) => meets(box, thing)).length + (isOutside ? things.length + 1 : 0);
  });
  return places[met.indexOf(Math.min(...met))];
}

function meets(one: Frame, other: Frame): boolean {
  return (
    one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom
  );
}
