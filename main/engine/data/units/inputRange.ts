/** The range of an input, as people read it. */
import { momentText } from '../../../../shared/dates.ts';
import { numberText, valueText } from '../../../../shared/figures.ts';
import type { Feature } from '../encoding/encoding.ts';
import { dayZero } from './dayUnit.ts';

type Range = readonly [number, number];

/** The digits of a limit; more where values lie so near it that they tell on which side a value is. */
const DIGITS = 4;
/** As many as a number has. */
const ALL_DIGITS = 17;
/** As a share of the range: a difference this small is a rounding error. */
const SLACK = 1e-9;

/** Whether a value lies outside a range by more than a rounding error. */
export function isOutside(value: number, [low, high]: Range): boolean {
  const slack = (high - low) * SLACK;
  return value < low - slack || value > high + slack;
}

/**
 * `1.2 … 3.4`, or `2024-03-05 09:00 … 2024-03-05 14:30` where the input holds dates.
 * @param values what is compared with the range: each of them lies outside the limits as they are written where it lies outside the
 * range, and only there
 */
export function inputRangeText(
  { unit }: Pick<Feature, 'unit'>,
  range: Range,
  values: Iterable<number> = [],
): string {
  const dated = dayZero(unit) !== null;
  const written = dated ? datesText(range, values) : numbersText(range, values);
  return written.join(' … ');
}

function numbersText(range: Range, values: Iterable<number>): string[] {
  let digits = DIGITS;
  for (const value of values) {
    while (digits < ALL_DIGITS && isOutside(value, rounded(range, digits)) !== isOutside(value, range))
      digits++;
  }
  return range.map((limit) => numberText(limit, digits));
}

/** To as many significant digits. */
function rounded([low, high]: Range, digits: number): Range {
  return [Number(low.toPrecision(digits)), Number(high.toPrecision(digits))];
}

function datesText(range: Range, values: Iterable<number>): string[] {
  const [low, high] = range;
  const text = (value: number): string => valueText(value, true, DIGITS, high - low);
  const limits = range.map(text);
  for (const value of values) {
    if (isOutside(value, range) && limits.includes(text(value)))
      return range.map((limit) => momentText(limit));
  }
  return limits;
}
