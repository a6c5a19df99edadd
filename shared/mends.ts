/** Applies a mend of a table. */
import type { DataMend } from './contract/checkViews.ts';
import type { DataSetup, ReadingOptions } from './contract/schemas.ts';

/** How a table is read after the mend. Types and limits of other columns do not change. */
export function mendedReading(before: ReadingOptions, { reading }: DataMend): ReadingOptions {
  if (reading === undefined) return before;
  const { types, limits, ...others } = reading;
  return {
    ...before,
    ...others,
    ...(types && { types: { ...before.types, ...types } }),
    ...(limits && { limits: { ...before.limits, ...limits } }),
  };
}

/** The roles of the columns after the mend. */
export function mendedSetup(before: DataSetup, { ignore = [], missing }: DataMend): DataSetup {
  const inputs = before.inputs.filter((name) => !ignore.includes(name));
  return { ...before, inputs, missing: missing ?? before.missing };
}
