/** The state of a session: an immutable value, replaced at every change. */
import { idleTraining, type TrainingView } from '../../../shared/contract/views/training.ts';
import type { DataSetup, ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { RevisionView } from '../../../shared/contract/views/history.ts';
import type { TableView } from '../../../shared/contract/views/data.ts';
import { thresholdSetting } from '../../../shared/settings/predicting.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Table } from '../data/table/table.ts';
import { noSteps, type EquationSteps } from '../equations/steps.ts';
import { noFindings, type Findings } from '../findings/findings.ts';
import { emptyHistory } from '../history/history.ts';
import type { KeptWork } from '../storage/journalState.ts';

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

export interface State extends KeptWork {
  /** Is set even if the file could not be read again. */
  readonly source: Source | null;
  readonly loaded: LoadedTable | null;
  /** Why the table of the source could not be read again, in sentences; '' where it was, or was not tried. */
  readonly lostBecause: string;
  readonly setup: DataSetup | null;
  readonly dataset: Dataset | null;
  /** Errors of the current model on the present data set. */
  readonly scores: RevisionView['scores'];
  /** The last run, and how it ended. */
  readonly training: TrainingView;
  /** The steps of the differential equation, and what was found, that a project file holds. */
  readonly savedEquations: EquationSteps;
  readonly savedFindings: Findings;
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
