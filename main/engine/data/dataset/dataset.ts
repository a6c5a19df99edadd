/** A table prepared for a network: inputs and targets are scaled, rows are split. Immutable. */
import type { Batch } from '../batch.ts';
import type { Encoding } from '../encoding/encoding.ts';
import type { FilledColumn } from './filled.ts';

export interface Split extends Batch {
  /** The table's row behind each row of the split. */
  readonly tableRows: Uint32Array;
  /** Set where the weights are 1/s² of the uncertainties s of the targets: they say how large errors are, and not how often a row counts. */
  readonly uncertain?: true;
}

const noValues = new Float64Array();

/** A split without rows. */
export const noRows: Split = {
  rows: 0,
  inputs: noValues,
  targets: noValues,
  weights: null,
  tableRows: new Uint32Array(),
};

/** Groups of rows that are held out together, such as those of a subject, a batch or a plate. */
export interface Groups {
  /** The column that names them. */
  readonly column: string;
  /** The number of the group, by row. */
  readonly of: Uint32Array;
}

export interface Dataset {
  readonly encoding: Encoding;
  readonly train: Split;
  readonly validation: Split;
  readonly test: Split;
  /** Groups of rows that stay together where rows are held out, by row of the table. */
  readonly groups?: Groups;
  /** Set where the test rows are those of another table: their groups are not known. */
  readonly testApart?: true;
  /** Values of inputs that were missing and are replaced. */
  readonly filled?: readonly FilledColumn[];
  /** Rows left out because a value is missing or their weight is 0. */
  readonly dropped: number;
  /** Set where the targets are values of a network, and no measurements. */
  readonly computed?: true;
  /** Which columns the rows that are left out have gaps in; the check of the table says it too, with mends. */
  readonly gapsNote?: string;
  /** Other notes for the person: rows without weight, constant columns, columns that became several inputs. */
  readonly notes: readonly string[];
}

const withoutThem = new WeakMap<Dataset, Dataset>();

/** The same without validation rows, for a network that was trained on them; the same value for the same data set. */
export function withoutValidation(dataset: Dataset): Dataset {
  const found = withoutThem.get(dataset) ?? { ...dataset, validation: noRows };
  withoutThem.set(dataset, found);
  return found;
}
