/**
 * How much of a function cancels on an edge. A sine whose frequency goes to 0 looks like the parabola at its crest: c and
 * d grow without end, c·sin(a·x + b) and d cancel, and the numbers say nothing of the curve any more.
 */
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { searchOf } from '../../../shared/functions/functions.ts';

/**
 * A function may be so many times as large as the curve that an edge takes from it. At this bound the crest of a sine
 * leaves 2·10⁻⁶ of a parabola's variance unexplained, its zero 10⁻¹¹ of a line's, and an exponential 2·10⁻⁵ of a line's.
 */
export const mostCancellation = 32;

/** Arguments between which a function whose a and b are both free shows its own size. */
const ownRange = [-0.5, 0, 0.5];

const sizes = new Map<string, number>();

/**
 * The size of a function by itself, so that c is compared with it: a sine at its zero does not cancel, but with a
 * frequency near 0 its c has no end. 0 where the scale of the argument is free or says nothing (powers, exponentials).
 */
export function ownSize(name: string): number {
  let size = sizes.get(name);
  if (size === undefined) {
    const search = searchOf(name);
    const hasOwn = search === 'wave' || search === 'local' || typeof search === 'object';
    const { value } = edgeFunction(name);
    size = hasOwn ? Math.max(0, ...ownRange.map((u) => Math.abs(value(u))).filter(Number.isFinite)) : 0;
    sizes.set(name, size);
  }
  return size;
}

/**
 * The size of a function on the samples of an edge, at least `own`, over the difference of its greatest and least value
 * there. Infinite where it does not vary, NaN where it has a value that is none.
 */
export function cancellation(values: ArrayLike<number>, count: number, own: number): number {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) return NaN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return Math.max(own, most, -least) / (most - least);
}
