/** Work that goes on beside the calls of a session: it is in progress, or has ended and its results are kept. */
import type { ComparisonView } from '../../../shared/contract/views/comparison.ts';
import type { SizeStudyView } from '../../../shared/contract/views/sizeStudy.ts';
import type { EquationView } from '../../../shared/contract/views/equation.ts';
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { FormulaSearchView } from '../../../shared/contract/views/formula.ts';
import type { RepeatsView } from '../../../shared/contract/views/repeats.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { SolvedEquation } from '../equations/solved.ts';
import type { Found } from '../symbolic/auto/front.ts';
import type { JudgedFormula } from '../symbolic/formula/scoringData.ts';
import type { Moments } from '../train/run/moments.ts';
import type { TrainingRun } from '../train/run/run.ts';

/** A run, and what to do when it has ended. */
export interface ActiveRun {
  readonly run: TrainingRun;
  readonly setup: TrainingSetup;
  /** Settles when its result is in the history and the windows know of it. */
  readonly recorded: Promise<void>;
}

/** A search for formulas, in progress or ended. */
export interface ActiveSearch {
  /** The data that the search works on. Its formulas are of no use for other data. */
  readonly dataset: Dataset;
  readonly view: FormulaSearchView;
  /** By output and place in the list. @throws KanError `formula.unknown` */
  formula(output: number, index: number): Found;
  /** The same with the data that it is judged on. */
  judged(output: number, index: number): JudgedFormula;
  /** Keeps what repeats of the search tell about a formula, and tells the windows. */
  keepRepeats(formula: Found, repeats: RepeatsView): void;
  /** What is known of it; null where the search was not repeated. */
  repeatsOf(formula: Found): RepeatsView | null;
  stop(): Promise<void>;
}

/** A differential equation that is being solved, or is solved. It does not depend on the session's data. */
export interface ActiveEquation {
  readonly view: EquationView;
  /** The solution; null before there is one. */
  readonly solved: SolvedEquation | null;
  stop(): Promise<void>;
}

/** A comparison with perceptrons, in progress or ended. */
export interface ActiveComparison {
  /** The data that it is made on. Its figures are of no use for other data. */
  readonly dataset: Dataset;
  readonly view: ComparisonView;
  stop(): Promise<void>;
}

/** A study of the error against the size, in progress or ended. */
export interface ActiveSizeStudy {
  /** The data that it is made on. Its figures are of no use for other data. */
  readonly dataset: Dataset;
  readonly view: SizeStudyView;
  stop(): Promise<void>;
}

/** The recorded moments of a run. */
export interface Film {
  /** The revision that it began with, and the one that it makes. */
  readonly revisions: readonly string[];
  readonly moments: Moments;
}

/** Learning in phases, in progress. */
export interface Learning {
  stop(): Promise<void>;
}
