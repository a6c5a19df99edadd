/** Whether two texts mean the same unit. */
import { parseUnit } from './unit.ts';

/** Texts that are not understood are the same only where they are equal. */
export function isSameUnit(one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [parseUnit(one), parseUnit(other)];
  return (
    first !== null &&
    second !== null &&
    first.dimension.every((exponent, i) => exponent === second.dimension[i]) &&
    Math.abs(first.factor - second.factor) <= 1e-9 * Math.abs(first.factor) &&
    first.offset === second.offset
  );
}
