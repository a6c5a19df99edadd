/** How values are shifted and scaled for a network, and back. */
import type { DataSetup } from '../../../../shared/contract/schemas.ts';
import { summarize } from './statistics.ts';

/** scaled = (value − shift) / scale */
export interface Scaling {
  readonly shift: number;
  readonly scale: number;
}

/** From a scaled number to the value in the column's own units. */
export function toUnits({ shift, scale }: Scaling, scaled: number): number {
  return scaled * scale + shift;
}

/** From a value in the column's own units to the scaled number. */
export function fromUnits({ shift, scale }: Scaling, value: number): number {
  return (value - shift) / scale;
}

export const unscaled: Scaling = { shift: 0, scale: 1 };

/** Standard deviations and ranges below this are rounding errors. */
const least = 1e-150;

/** @param rows the rows that the scaling is fitted to */
export function inputScaling(
  values: Float64Array,
  rows: Uint32Array,
  scaling: DataSetup['scaling'],
): Scaling {
  const summary = summarize(values, rows);
  if (scaling === 'none' || summary === null) return unscaled;
  if (scaling === 'standard') return safeScaling(summary.mean, summary.std);
  return safeScaling(summary.min / 2 + summary.max / 2, summary.max / 2 - summary.min / 2);
}

/** A column that is constant, or nearly so, is only shifted. */
export function safeScaling(shift: number, scale: number): Scaling {
  return { shift, scale: scale > least ? scale : 1 };
}
