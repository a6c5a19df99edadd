import type { PhasesBy } from '../../../shared/contract/views/phases.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';

/** The roles of columns for learning in phases: all rows are for training, and the column of the phases is no input. */
export function phasesSetup(setup: DataSetup, by: PhasesBy): DataSetup {
  const inputs = 'column' in by ? setup.inputs.filter((name) => name !== by.column) : setup.inputs;
  return { ...setup, inputs, validationFraction: 0, testFraction: 0, seed: 0 };
}
