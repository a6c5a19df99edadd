/** The events of the engine: what it tells the window by itself, and how often. */
import { latest, queued } from '../rpc/eventQueue.ts';
import type { DataSetup, NetworkSetup } from './schemas/setups.ts';
import type { ComparisonView } from './views/comparison.ts';
import type { DatasetView, TableView } from './views/data.ts';
import type { EquationStepsView, EquationView } from './views/equation.ts';
import type { FindingsView } from './views/findings.ts';
import type { FormulaSearchView } from './views/formula.ts';
import type { HistoryView, RevisionView } from './views/history.ts';
import type { LinesView, PresentLadder } from './views/ladder.ts';
import type { CurvesView, ModelView } from './views/network.ts';
import type { PhasesView } from './views/phases.ts';
import type { CallProgress } from './views/progress.ts';
import type { RepeatsView } from './views/repeats.ts';
import type { SizeStudyView } from './views/sizeStudy.ts';
import type { ProtectionProblem } from './views/snapshot.ts';
import type { TrainingView } from './views/training.ts';

/** Another revision is now current: after training, creation, an edit or a step in the history. */
export interface ModelEvent {
  readonly model: ModelView;
  readonly scores: RevisionView['scores'];
  /** What the data can carry, where a run found that out for this network; else null. */
  readonly ladder: PresentLadder | null;
  /** The result of straight lines where they do better than the network; else null. */
  readonly lines: LinesView | null;
  readonly history: HistoryView;
  /** What the network was made from; null where that is not known. */
  readonly networkSetup: NetworkSetup | null;
}

export interface LogLine {
  readonly time: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** The largest number of log lines that wait for a busy window; beyond it the oldest are dropped. */
const logBacklog = 500;

/** Progress at most 20 a second, curves at most 5 a second. */
export const events = {
  'data.progress': latest<{ readonly rows: number; readonly bytes: number; readonly totalBytes: number }>(50),
  training: {
    interval: 50,
    combine: (waiting: readonly TrainingView[], next: TrainingView): readonly TrainingView[] => [
      waiting.length === 0 ? next : mergeTraining(waiting[0], next),
    ],
  },
  curves: latest<CurvesView>(200),
  model: latest<ModelEvent>(),
  /** A revision has another name. */
  history: latest<HistoryView>(),
  /**
   * A step in the history restored other roles, another split, or an earlier way of reading the table. The `model`
   * event comes after it.
   */
  dataset: latest<{ readonly table: TableView; readonly dataset: DatasetView; readonly setup: DataSetup }>(),
  formulaSearch: latest<FormulaSearchView>(50),
  formulaRepeats: latest<RepeatsView>(50),
  comparison: latest<ComparisonView>(100),
  sizeStudy: latest<SizeStudyView>(100),
  equation: latest<EquationView>(100),
  /** The problem was changed or solved, or a step was undone; or its steps were saved. */
  equationSteps: latest<EquationStepsView>(),
  /** What the networks know after the phases so far. */
  phases: latest<PhasesView>(50),
  /** What comparisons and phases were made for, and whether that has changed. */
  findings: latest<FindingsView>(),
  /** Whether the threshold of two classes is in no project file. */
  threshold: latest<{ readonly unsaved: boolean }>(),
  /** How far a call is whose work can be counted. */
  progress: latest<CallProgress>(50),
  /** The work can no longer be saved against a crash, and why; null when it can be again. */
  unprotected: latest<ProtectionProblem | null>(),
  log: queued<LogLine>(logBacklog),
} as const;

/**
 * Merges two states: the newer state with the curve's points of both. A point of step 0 begins a new curve, so that
 * older points are dropped.
 */
function mergeTraining(waiting: TrainingView, next: TrainingView): TrainingView {
  const fresh = next.points.some((point) => point.step === 0);
  return fresh ? next : { ...next, points: [...waiting.points, ...next.points] };
}
