/** The view of a whole session. */
import type { FileGrant } from '../studio.ts';
import type { DataSetup, NetworkSetup, TrainingSetup } from '../schemas/setups.ts';
import type { ComparisonView } from './comparison.ts';
import type { WorkKind } from '../workKinds.ts';
import type { DatasetView, TableView } from './data.ts';
import type { EquationStepsView, EquationView } from './equation.ts';
import type { FindingsView } from './findings.ts';
import type { FormulaSearchView } from './formula.ts';
import type { HistoryView, RevisionView } from './history.ts';
import type { LinesView, PresentLadder } from './ladder.ts';
import type { ModelView } from './network.ts';
import type { PhasesView } from './phases.ts';
import type { SizeStudyView } from './sizeStudy.ts';
import type { TrainingView } from './training.ts';

/** Why work is not saved against a crash, and what to do about it, in sentences. */
export interface ProtectionProblem {
  readonly message: string;
  readonly hint: string;
}

/**
 * The full state that a window needs to draw itself: sent when it connects, after a reload or after a restart of the
 * engine.
 */
export interface Snapshot {
  readonly table: TableView | null;
  /** Name of the network's table where it could not be read again. */
  readonly lostTable: string | null;
  /** Why, and what to do, in sentences; '' where nothing is known. */
  readonly lostBecause: string;
  readonly dataset: DatasetView | null;
  readonly setup: DataSetup | null;
  /** How the present model was made, and how it was last trained: what the forms should show. */
  readonly networkSetup: NetworkSetup | null;
  readonly trainingSetup: TrainingSetup | null;
  readonly model: ModelView | null;
  readonly training: TrainingView;
  readonly scores: RevisionView['scores'];
  /** Of two classes: how probable the second must be to be predicted. */
  readonly threshold: number;
  readonly ladder: PresentLadder | null;
  readonly lines: LinesView | null;
  readonly history: HistoryView;
  readonly formulaSearch: FormulaSearchView;
  readonly comparison: ComparisonView;
  readonly sizeStudy: SizeStudyView;
  /** What the last learning in phases found; null where there was none. */
  readonly phases: PhasesView | null;
  readonly findings: FindingsView;
  readonly equation: EquationView;
  readonly equationSteps: EquationStepsView;
  /** The project file that the work was opened from or saved in last; null for none. */
  readonly project: FileGrant | null;
  /** Some training or editing of networks is in no project file yet. */
  readonly unsaved: boolean;
  /** The threshold is in no project file. */
  readonly thresholdUnsaved: boolean;
  /** Null while the work is saved against a crash. */
  readonly unprotected: ProtectionProblem | null;
  /** True when this state was read back after a crash of the engine. */
  readonly recovered: boolean;
  /** What the end of the app interrupted, where its work was read back. */
  readonly interrupted: readonly WorkKind[];
}
