/** How much the rows of a table count. */
import type { DataSetup } from './schemas/setups.ts';

/** The column that says it. Rows count by its values as they are, or by 1/s² where it holds their uncertainties s. */
export interface Weighing {
  readonly column: string;
  readonly holds: 'weight' | 'uncertainty';
}

/** Null where all rows count the same. */
export function weighingOf(setup: Pick<DataSetup, 'weights' | 'uncertainty'> | null): Weighing | null {
  if (setup === null) return null;
  if (setup.weights !== null) return { column: setup.weights, holds: 'weight' };
  return setup.uncertainty === undefined ? null : { column: setup.uncertainty, holds: 'uncertainty' };
}
