/** How values are shifted and scaled for a network. */
import type { DataSetup } from '../../../../shared/contract/schemas.ts';
import type { Scaling } from '../dataset/dataset.ts';
import { summarize } from './statistics.ts';

export const unscaled: Scaling = { shift: 0, scale: 1 };

/** Standard deviations and ranges below this are rounding. */
const least = 1e-150;

/** @param rows those that the scaling is fitted to */
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

/** A column that is constant, or as good as, is only shifted. */
export function safeScaling(shift: number, scale: number): Scaling {
  return { shift, scale: scale > least ? scale : 1 };
}
