/** Rungs that were reached, and the table that they are reached on. */
import type { LawParts, RungKind } from '../../../shared/contract/views/ladder.ts';
import type { Feature } from '../data/encoding/encoding.ts';
import type { KanModel } from '../kan/model.ts';
import type { HeldOut } from './judging/judge.ts';
import type { Outliers } from './judging/outliers.ts';
import type { Scale } from './terms/rescaled.ts';

/** A rung that was reached: a network, and its error on rows that it was not trained on. */
export interface Reached<Kind extends RungKind = RungKind> {
  readonly kind: Kind;
  /** Trained on all rows. */
  readonly model: KanModel;
  readonly heldOut: HeldOut;
  /** Effective degrees of freedom; null where they were not estimated. */
  readonly freedom: number | null;
  /** For straight lines: the p-value of the permutation test. */
  readonly chance?: () => number;
  /** For curves of classes: the p-value of the score test beside straight lines. */
  readonly chanceOfCurves?: () => number;
  /**
   * For a blend with the next simpler model: the weight of the curves beside straight lines, or that of curves with pairs
   * beside curves alone, as large as is significant. 0 for pairs of which the held-out rows show nothing.
   */
  readonly weight?: number;
  /** For pairs: the error of the curves that they are blended with, or were added to where there is no blend. */
  readonly without?: HeldOut;
  /** For pairs: the errors of the curves without and with them, neither of them blended. */
  readonly unblended?: { readonly curves: HeldOut; readonly pairs: HeldOut };
  /** For straight lines: inputs on another scale than the network sees. */
  readonly rescaled?: { readonly scale: Scale; readonly inputs: readonly number[] };
  /**
   * For a law with a name: this name, those of laws that describe the rows about as well, and whether it is a sum or a product of
   * laws of several inputs.
   */
  readonly law?: {
    readonly name: string;
    readonly parts: LawParts;
    readonly others: readonly string[];
    readonly isOfSeveral: boolean;
  };
  /** For curves of a table with many inputs: the strongest inputs, which have them. */
  readonly strongest?: readonly number[];
  /** For curves: inputs in whose logarithms they are smooth. */
  readonly logarithms?: readonly number[];
  /** For levels: inputs whose values have them, and the number of columns that have an effect. */
  readonly levels?: { readonly inputs: readonly number[]; readonly parameters: number };
  /** For Huber's loss: the outliers that it is for. */
  readonly outliers?: Outliers;
  /** For Huber's loss: the error of the constant that has the least loss. */
  readonly location?: HeldOut;
}

export interface Table {
  readonly features: readonly Feature[];
  /** [input][row] */
  readonly inputs: Float64Array;
  /** By input, whether its values have logarithms. */
  readonly isPositive?: readonly boolean[];
  /** Grid intervals where the rows are. */
  readonly grid: number;
  readonly order: number;
}

/** The rung of the lowest held-out error. */
export function lowest(rungs: readonly Reached[]): Reached {
  return rungs.reduce((a, b) => (b.heldOut.mean < a.heldOut.mean ? b : a));
}
