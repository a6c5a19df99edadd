/** A table prepared for a network: inputs and targets are scaled, rows are split. Immutable. */
import { isDeepStrictEqual } from 'node:util';
import type { Task } from '../../../../shared/contract/columnTypes.ts';
import type { Batch } from '../batch.ts';
import type { Scaling } from '../table/scaling.ts';

/** One network input: a numeric column, or one label of a category column (then 1 where the row has the label, else 0). */
export interface Feature {
  readonly name: string;
  readonly column: string;
  readonly label: string | null;
  readonly scaling: Scaling;
  /** The value that replaces a missing one (in the column's own units); null where such rows are left out. */
  readonly fill: number | null;
  /** Its unit, where it is not the one in the column's name; '' for none. */
  readonly unit?: string;
}

export interface Output {
  readonly name: string;
  readonly scaling: Scaling;
  /** As in {@link Feature}. */
  readonly unit?: string;
}

/**
 * How a row of a table becomes a row of a network: all that is needed to predict for new rows. It is saved with the
 * model.
 */
export interface Encoding {
  readonly task: Task;
  readonly features: readonly Feature[];
  /** Regression: one per target. Classification: one per class, or a single one for two classes. */
  readonly outputs: readonly Output[];
  /** Target column names. */
  readonly targets: readonly string[];
  /** Labels of the classes, index = class; empty for regression. */
  readonly classes: readonly string[];
}

/**
 * The unit of an error over all targets together, in scaled ones: the target's own unit, which several may share. Where
 * they do not, 1: errors are then counted by each target's scaling, so that a target of the size 10⁻¹² counts as much
 * as one of 10⁹.
 */
export function jointUnit({ outputs }: Encoding): number {
  const [first, ...others] = outputs.map(({ scaling }) => Math.abs(scaling.scale));
  return others.every((scale) => scale === first) ? first : 1;
}

/** Whether the inputs and outputs are the same numbers; units do not change them. */
export function sameNumbers(one: Encoding, other: Encoding): boolean {
  return isDeepStrictEqual(withoutTheirUnits(one), withoutTheirUnits(other));
}

function withoutTheirUnits({ features, outputs, ...rest }: Encoding): object {
  const bare = (part: object): object => ({ ...part, unit: null });
  return { ...rest, features: features.map(bare), outputs: outputs.map(bare) };
}

export interface Split extends Batch {
  /** The table's row behind each row of the split. */
  readonly tableRows: Uint32Array;
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
