/** Marks of a logarithmic axis, over many decades or a small part of one. Pure. */
import { ticks } from 'd3-array';

/** Pixels that a mark's label needs. */
const ROOM = 20;
/** Steps within a decade, the coarsest first. */
const MANTISSAS: readonly (readonly number[])[] = [
  [1, 2, 5],
  [1, 2, 3, 4, 5, 7],
];
const FEWEST = 3;

/**
 * Powers of ten where there are enough of them, every second or third where they would lie on one another; steps within
 * the decade where there are few; evenly spaced numbers where even those are.
 * @param low and high ends of the axis, both > 0. @param pixels its length.
 */
export function logTicks(low: number, high: number, pixels: number): number[] {
  const decades = Math.log10(high / low);
  const most = Math.max(2, Math.floor(pixels / ROOM));
  const powers = within(low, high, [1]);
  if (powers.length >= FEWEST || powers.length >= most) {
    const every = Math.ceil(powers.length / most);
    return powers.filter((power) => Math.round(Math.log10(power)) % every === 0);
  }
  // The narrowest gap is from the last mantissa to the next ten.
  const candidates = MANTISSAS.map((mantissas) => ({
    marks: within(low, high, mantissas),
    gap: (Math.min(...gaps(mantissas)) / decades) * pixels,
  }));
  const fine = candidates.find(({ marks, gap }) => marks.length >= FEWEST && gap >= ROOM * 0.7);
  return fine?.marks ?? (decades > 1 ? powers : ticks(low, high, Math.min(5, most)));
}

/** The axis of values from `low` to `high`: a little more, so that no curve lies on the frame. */
export function logRange(low: number, high: number): [number, number] {
  if (!(low > 0) || !Number.isFinite(high)) return [0.1, 1];
  const room = Math.max(0.04 * Math.log10(high / low), 0.01);
  return [low * 10 ** -room, high * 10 ** room];
}

function within(low: number, high: number, mantissas: readonly number[]): number[] {
  const marks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    // As written, 3e-5 is exact where 3 · 10 ** −5 is not.
    for (const mantissa of mantissas) marks.push(Number(`${mantissa}e${power}`));
  }
  return marks.filter((mark) => mark >= low && mark <= high);
}

function gaps(mantissas: readonly number[]): number[] {
  return mantissas.map((mantissa, index) => Math.log10((mantissas[index + 1] ?? 10) / mantissa));
}
