/** What is said of rows with inputs outside the range that a network was trained on. */
import { countText, plural } from '../../../shared/figures.ts';
import type { Feature } from '../data/encoding/encoding.ts';
import { inputRangeText } from '../data/units/inputRange.ts';

/** An input of some rows, beside the range that it was trained on. */
export interface RangedInput {
  readonly feature: Pick<Feature, 'name' | 'unit'>;
  readonly range: readonly [number, number];
  /** In the input's own unit, by row. */
  readonly values: Float64Array;
  /** 1 for each row whose value lies outside the range. */
  readonly beyond: Uint8Array;
}

/** So many inputs are told with their ranges; of more, those with the most rows outside. */
const TOLD = 5;

/**
 * One sentence where inputs lie outside their ranges, whatever the number of inputs; none where no input does.
 * @param ofWhat what the ranges are of
 */
export function rangeWarnings(
  inputs: readonly RangedInput[],
  ofWhat: 'training rows' | 'splines',
): readonly string[] {
  const outside = inputs
    .map((input) => ({ input, rows: input.beyond.reduce((count, flag) => count + flag, 0) }))
    .filter(({ rows }) => rows > 0);
  if (outside.length === 0) return [];
  const what = ofWhat === 'splines' ? 'the network’s splines' : 'the training rows';
  if (outside.length === 1) {
    const [{ input, rows }] = outside;
    const lie = rows === 1 ? '1 row lies' : `${countText(rows)} rows lie`;
    return [
      `${input.feature.name}: ${lie} outside ${rangeText(input)}, the range of ${what}; do not rely on the predictions there.`,
    ];
  }
  const first = outside.toSorted((one, other) => other.rows - one.rows).slice(0, TOLD);
  const told = first.map(
    ({ input, rows }) => `${input.feature.name} in ${plural(rows, 'row')} (${rangeText(input)})`,
  );
  const others = outside.length - first.length;
  const more = others === 0 ? '' : `, and ${plural(others, 'more input')}`;
  return [
    `Outside the range of ${what}: ${told.join(', ')}${more}. Do not rely on the predictions of these rows.`,
  ];
}

function rangeText({ feature, range, values }: RangedInput): string {
  return inputRangeText(feature, range, values);
}
