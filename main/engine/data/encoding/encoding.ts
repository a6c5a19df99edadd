/** How the columns of a table become the inputs and outputs of a network. */
import { isDeepStrictEqual } from 'node:util';
import type { Task } from '../../../../shared/contract/columnTypes.ts';
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
  /** Of a column of yes and no: its words for 0 and for 1; '' for one that the table does not have. */
  readonly words?: readonly [string, string];
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

/** Whether the inputs and outputs are the same numbers; units and words do not change them. */
export function sameNumbers(one: Encoding, other: Encoding): boolean {
  return isDeepStrictEqual(numbersOf(one), numbersOf(other));
}

function numbersOf({ features, outputs, ...rest }: Encoding): object {
  const bare = (part: object): object => ({ ...part, unit: null, words: null });
  return { ...rest, features: features.map(bare), outputs: outputs.map(bare) };
}
