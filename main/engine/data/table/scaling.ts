/** How values are shifted and scaled for a network, and back. */
import type { ColumnScale, DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { summarize } from './statistics.ts';

/** scaled = (value − shift) / scale; with `logarithm`, scaled = (ln value − shift) / scale. */
export interface Scaling {
  readonly shift: number;
  readonly scale: number;
  readonly logarithm?: true;
}

/** From a scaled number to the value in the column's own units. */
export function toUnits({ shift, scale, logarithm }: Scaling, scaled: number): number {
  const value = scaled * scale + shift;
  return logarithm ? Math.exp(value) : value;
}

/** From a value in the column's own units to the scaled number; NaN where a value has no logarithm. */
export function fromUnits({ shift, scale, logarithm }: Scaling, value: number): number {
  const scaled = ((logarithm ? Math.log(value) : value) - shift) / scale;
  return scaled === -Infinity ? NaN : scaled;
}

export const unscaled: Scaling = { shift: 0, scale: 1 };

/** Standard deviations and ranges below this are rounding errors. */
const least = 1e-150;

/**
 * @param rows the rows that the scaling is fitted to
 * @param by the values themselves, or their logarithms
 */
export function inputScaling(
  values: Float64Array,
  rows: Uint32Array,
  scaling: DataSetup['scaling'],
  by: ColumnScale = 'linear',
): Scaling {
  if (by === 'log') return { ...inputScaling(values.map(Math.log), rows, scaling), logarithm: true };
  const summary = summarize(values, rows);
  if (scaling === 'none' || summary === null) return unscaled;
  if (scaling === 'standard') return safeScaling(summary.mean, summary.std);
  return safeScaling(summary.min / 2 + summary.max / 2, summary.max / 2 - summary.min / 2);
}

/** A column that is constant, or nearly so, is only shifted. */
export function safeScaling(shift: number, scale: number): Scaling {
  return { shift, scale: scale > least ? scale : 1 };
}
