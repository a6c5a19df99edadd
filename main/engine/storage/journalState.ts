/** What a journal holds. */
import type { CurvePoint } from '../../../shared/contract/views/training.ts';
import type { WorkKind } from '../../../shared/contract/workKinds.ts';
import type { DataReference } from '../data/reference.ts';
import type { EquationSteps } from '../equations/steps.ts';
import type { Findings } from '../findings/findings.ts';
import type { History } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';
import type { ProjectFile } from './projectStore.ts';

/** The best model of a run that has not ended. It is a revision that is not in the history yet. */
export interface Checkpoint {
  readonly revision: Revision;
  readonly curve: readonly CurvePoint[];
}

/** The part of a session that the journal keeps as it is. */
export interface KeptWork {
  readonly history: History;
  /** The whole curve of the last run. */
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
  /** What the last comparison, study of sizes, phases and search for formulas found. */
  readonly findings: Findings;
  /** What was under way when the app was told to end; the next one says so. */
  readonly endedDuring: readonly WorkKind[];
}

export interface JournalState extends KeptWork {
  /** The table and where it was read from. */
  readonly data: (DataReference & { readonly path: string }) | null;
  /** Whether a project file holds the differential equation, and what was found. */
  readonly equationsSaved: boolean;
  readonly findingsSaved: boolean;
}

export interface Recovered extends JournalState {
  readonly checkpoint: Checkpoint | null;
}
