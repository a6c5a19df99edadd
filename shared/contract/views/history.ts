/** Views of the history and its revisions. */
import type { TrainingSetup } from '../schemas/setups.ts';
import type { HeldOutView } from './ladder.ts';
import type { CurvesView, ModelView } from './network.ts';
import type { ErrorMeasure, Scores } from './scores.ts';
import type { CurvePoint } from './training.ts';

export interface RevisionView {
  readonly id: string;
  readonly parent: string | null;
  /** For people: `Trained 50 steps (L-BFGS)`. */
  readonly label: string;
  /** Given by the person; '' for none. */
  readonly name: string;
  /** The operation that made the revision: `create`, `train`, `fix` … */
  readonly kind: string;
  /** There are no validation scores where the network was trained on these rows too. */
  readonly scores: { readonly train: Scores; readonly validation: Scores; readonly test: Scores } | null;
  /** What its errors are. */
  readonly measure: ErrorMeasure;
  /** For a ladder's network that was not changed afterwards; else null. */
  readonly heldOut: HeldOutView | null;
  readonly time: number;
  /** For a training run: its set-up and its curve; else null and empty. */
  readonly training: TrainingSetup | null;
  readonly curve: readonly CurvePoint[];
  /**
   * File name of its table, where that is not the present table: then it cannot be made current, and its errors cannot
   * be compared.
   */
  readonly otherTable: string | null;
}

/** The tree of revisions, in the order in which they were made. */
export interface HistoryView {
  readonly revisions: readonly RevisionView[];
  readonly current: string | null;
  /** The revisions that undo and redo lead to; null where there is none. */
  readonly undo: string | null;
  readonly redo: string | null;
}

/** A revision for comparing two side by side. */
export interface RevisionDetail {
  readonly view: RevisionView;
  readonly model: ModelView;
  readonly curves: CurvesView;
}
