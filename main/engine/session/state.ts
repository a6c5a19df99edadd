/** The state of a session: an immutable value, replaced at every change. */
import { idleTraining, type CurvePoint, type TrainingView } from '../../../shared/contract/views/training.ts';
import type { DataSetup, ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { RevisionView } from '../../../shared/contract/views/history.ts';
import type { TableView } from '../../../shared/contract/views/data.ts';
import { thresholdSetting } from '../../../shared/settings/predicting.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Table } from '../data/table/table.ts';
import type { WorkKind } from '../../../shared/contract/workKinds.ts';
import { noSteps, type EquationSteps } from '../equations/steps.ts';
import { noFindings, type Findings } from '../findings/findings.ts';
import { emptyHistory, type History } from '../history/history.ts';
import type { ProjectFile } from '../storage/projectStore.ts';

/** Where a table was read from, and how. */
export interface Source {
  readonly path: string;
  readonly fileName: string;
  readonly hash: string;
  readonly overrides: ReadingOptions;
}

export interface LoadedTable {
  readonly table: Table;
  readonly view: TableView;
}

export interface State {
  /** Is set even if the file could not be read again. */
  readonly source: Source | null;
  readonly loaded: LoadedTable | null;
  /** Why the table of the source could not be read again, in sentences; '' where it was, or was not tried. */
  readonly lostBecause: string;
  readonly setup: DataSetup | null;
  readonly dataset: Dataset | null;
  readonly history: History;
  /** Errors of the current model on the present data set. */
  readonly scores: RevisionView['scores'];
  /** The last run: how it ended, and its whole curve. */
  readonly training: TrainingView;
  readonly curve: readonly CurvePoint[];
  /** Of two classes: how probable the second must be to be predicted. */
  readonly threshold: number;
  /** The one that a project file holds. */
  readonly savedThreshold: number;
  /** The project file that the work was opened from or saved in last, as it was then; null for none. */
  readonly project: ProjectFile | null;
  /** Ids of the revisions that a project file holds. */
  readonly saved: readonly string[];
  /** The differential equation: its changes and solutions. */
  readonly equations: EquationSteps;
  /** The steps of it that a project file holds. */
  readonly savedEquations: EquationSteps;
  /** What the last comparison, study of sizes and phases found. */
  readonly findings: Findings;
  /** Those of it that a project file holds. */
  readonly savedFindings: Findings;
  /** What was under way when the app was told to end; the next one says so. */
  readonly endedDuring: readonly WorkKind[];
  /** This state was read back from the journal, and nothing has changed since. */
  readonly recovered: boolean;
}

export const emptyState: State = {
  source: null,
  loaded: null,
  lostBecause: '',
  setup: null,
  dataset: null,
  history: emptyHistory,
  scores: null,
  training: idleTraining,
  curve: [],
  threshold: thresholdSetting.default,
  savedThreshold: thresholdSetting.default,
  project: null,
  saved: [],
  equations: noSteps,
  savedEquations: noSteps,
  findings: noFindings,
  savedFindings: noFindings,
  endedDuring: [],
  recovered: false,
};
