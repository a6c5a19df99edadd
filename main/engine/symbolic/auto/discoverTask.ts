import type { SearchStage } from '../../../../shared/contract/views/formula.ts';
import type { Backend } from '../../compute/backend.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import type { KanModel } from '../../kan/model.ts';
import type { NamedForm } from '../formula/descriptionLength.ts';
import type { FormulaData } from '../formula/formulaData.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Found } from './front.ts';

/** A search for formulas of the first target. */
export interface DiscoverTask {
  readonly dataset: Dataset;
  readonly backend: Backend;
  readonly seed: number;
  /** When it is aborted, the search ends with the formulas found so far. */
  readonly signal: AbortSignal;
  /** A trained network for this target, whose formula is read last; null for none. */
  readonly model: KanModel | null;
  /** Formulas that an earlier search found in these rows; they are not searched for again. */
  readonly known?: readonly Found[];
  /** The formula that the network is; it is in the list from the start. */
  readonly own?: OwnFormula | undefined;
  /** False to look for laws in the rows only, without networks. */
  readonly networks?: boolean;
  /** The longest that the search may take. */
  readonly seconds?: number;
}

/** The formula that a network is, fitted: a law in its own form, or straight lines. */
export interface OwnFormula {
  /** Its constants carry their standard errors. */
  readonly expression: Expression;
  /** Absent where it is no law with a name. */
  readonly named?: NamedForm;
  /** Set where its constants were trained since, so that all errors count alike. */
  readonly trained?: true;
  /** Set where they were fitted to the logarithm of the target. */
  readonly isOfLogarithm?: true;
  /** The rows that its constants were fitted to, where these are more than those for training. */
  readonly fitted?: FormulaData;
}

/** The state of a search. */
export interface Discovery {
  /** The formulas so far that no simpler or equally simple formula beats, the simplest first. */
  readonly formulas: readonly Found[];
  /** What was tried and how it went, for the log; '' where only the stage is told. */
  readonly note: string;
  /** What is done next; absent where that has not changed. */
  readonly stage?: SearchStage;
}
