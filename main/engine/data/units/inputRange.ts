/** The range of an input, as people read it. */
import { valueText } from '../../../../shared/figures.ts';
import type { Feature } from '../encoding/encoding.ts';
import { dayZero } from './dayUnit.ts';

/** `1.2 … 3.4`, or `2024-03-05 09:00 … 2024-03-05 14:30` where the input holds dates. */
export function inputRangeText(
  { unit }: Pick<Feature, 'unit'>,
  [low, high]: readonly [number, number],
): string {
  const text = (value: number): string => valueText(value, dayZero(unit) !== null, 4, high - low);
  return `${text(low)} … ${text(high)}`;
}
