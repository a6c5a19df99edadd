/** Marks of a logarithmic axis, over many decades or a small part of one. Pure. */
import { ticks } from 'd3-array';
import { superscript } from '../../../shared/superscript.ts';

/** Pixels from label to label: as a rule, and at least. */
const ROOM = 20;
const CLOSEST = 14;
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
  const gap = (marks: readonly number[]): number =>
    Math.min(...marks.slice(1).map((mark, i) => (Math.log10(mark / marks[i]) / decades) * pixels));
  const candidates = [
    ...MANTISSAS.map((mantissas) => within(low, high, mantissas)),
    ...[5, 4, 3, 2].map((count) => ticks(low, high, count)),
  ].filter((marks) => gap(marks) >= CLOSEST);
  return candidates.find((marks) => marks.length >= FEWEST) ?? candidates.at(-1) ?? powers;
}

/** The same for a horizontal axis, where labels beside one another need twice the room of labels above one another. */
export function logTicksAcross(low: number, high: number, pixels: number): number[] {
  return logTicks(low, high, pixels / 2);
}

/** The axis of values from `low` to `high`: a little more, so that no curve lies on the frame. */
export function logRange(low: number, high: number): [number, number] {
  if (!(low > 0) || !Number.isFinite(high)) return [0.1, 1];
  const room = Math.max(0.04 * Math.log10(high / low), 0.01);
  return [low * 10 ** -room, high * 10 ** room];
}

/** The axis of some values, of at least a decade, so that small differences look small. */
export function decadeRange(values: readonly number[]): [number, number] {
  const [low, high] = logRange(Math.min(...values), Math.max(...values));
  const spare = Math.max(0, (1 - Math.log10(high / low)) / 2);
  return [low * 10 ** -spare, high * 10 ** spare];
}

/** A mark as it is written: 0.002, 20, 5·10⁻⁷, 10⁻⁹. */
export function logLabel(value: number): string {
  const [mantissa, exponent] = Number(value.toPrecision(4)).toExponential().split('e');
  const power = Number(exponent);
  if (power >= -3 && power <= 3) return String(Number(value.toPrecision(4)));
  return `${mantissa === '1' ? '' : `${mantissa}·`}10${superscript(power)}`;
}

function within(low: number, high: number, mantissas: readonly number[]): number[] {
  const marks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    // As written, 3e-5 is exact where 3 · 10 ** −5 is not.
    for (const mantissa of mantissas) marks.push(Number(`${mantissa}e${power}`));
  }
  return marks.filter((mark) => mark >= low && mark <= high);
}
