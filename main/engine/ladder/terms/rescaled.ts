/** Straight lines of an input on another scale than the network sees: its values, or their logarithms. */
import type { Split } from '../../data/dataset/dataset.ts';
import type { Encoding, Feature } from '../../data/encoding/encoding.ts';
import { toUnits } from '../../data/table/scaling.ts';
import { formulaUnits } from '../../symbolic/dimensions/formulaUnits.ts';
import { intervalsOf } from '../../symbolic/formula/intervals.ts';

/** A scale of all inputs that can have it. */
export type Scale = 'values' | 'logarithms';

/** factor·f(rate·x + shift) − mean: the exponential of a logarithm that the network sees, or the logarithm of a value. */
export interface Rescaled {
  readonly input: number;
  readonly fn: 'exp' | 'log';
  readonly rate: number;
  readonly shift: number;
  readonly factor: number;
  /** Mean over the rows, which is added to the intercept. */
  readonly mean: number;
  /** Of unit spread. */
  readonly values: Float64Array;
}

/** With less growth from the smallest to the largest value, a logarithm is nearly a straight line. */
const leastGrowth = 1.2;

/** @param column the input as the network sees it. @param isPositive whether its values have logarithms. */
export function rescaledOf(
  { label, scaling }: Feature,
  input: number,
  column: Float64Array,
  isPositive: boolean,
): Partial<Readonly<Record<Scale, Rescaled>>> {
  if (label !== null) return {};
  const own = column.map((x) => toUnits(scaling, x));
  const { scale: rate, shift } = scaling;
  if (scaling.logarithm) {
    const line = ofUnitSpread(own);
    return line === null ? {} : { values: { input, fn: 'exp', rate, shift, ...line } };
  }
  const [least, most] = [own.reduce((a, b) => Math.min(a, b)), own.reduce((a, b) => Math.max(a, b))];
  const line = isPositive && most > leastGrowth * least ? ofUnitSpread(own.map(Math.log)) : null;
  return line === null ? {} : { logarithms: { input, fn: 'log', rate, shift, ...line } };
}

function ofUnitSpread(values: Float64Array): Pick<Rescaled, 'factor' | 'mean' | 'values'> | null {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
  if (!(spread > 0)) return null;
  return {
    factor: 1 / spread,
    mean: average / spread,
    values: values.map((value) => (value - average) / spread),
  };
}

/**
 * By input, whether its values have logarithms: all of them in these rows are above 0 (a formula with a logarithm has no value
 * elsewhere), and this zero is no convention, as that of a temperature in °C.
 */
export function inputsWithLogarithms(encoding: Encoding, splits: readonly Split[]): boolean[] {
  const intervals = intervalsOf(encoding, formulaUnits(encoding, 0));
  return encoding.features.map(
    ({ name, scaling }, input) =>
      !intervals.has(name) &&
      splits.every(({ inputs, rows }) =>
        inputs.subarray(input * rows, (input + 1) * rows).every((x) => toUnits(scaling, x) > 0),
      ),
  );
}
