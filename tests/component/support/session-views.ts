/** What the engine says of a session: its state, its history, the errors of its network. */
import type { ModelEvent } from '../../../shared/contract/events.ts';
import { idleComparison, type ComparedModel } from '../../../shared/contract/views/comparison.ts';
import { idleEquation } from '../../../shared/contract/views/equation.ts';
import { idleFindings } from '../../../shared/contract/views/findings.ts';
import { idleSearch } from '../../../shared/contract/views/formula.ts';
import type { HistoryView } from '../../../shared/contract/views/history.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import { idleSizeStudy } from '../../../shared/contract/views/sizeStudy.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { idleTraining } from '../../../shared/contract/views/training.ts';

export function scores(rmse: number, r2: number): Scores {
  const targets = [{ name: 'y', rmse, r2 }];
  return {
    rows: 150,
    weight: null,
    rmse,
    r2,
    targets,
    crossEntropy: null,
    accuracy: null,
    rocAuc: null,
    confusion: null,
  };
}

/** A model of a comparison, with 10 parameters for each node of its first layer, tested on 150 rows. */
export function comparedModel(
  hidden: readonly number[],
  rmse: number | null,
  seconds: number | null,
): ComparedModel {
  return {
    hidden,
    parameters: 10 * hidden[0],
    seconds,
    test: { ...scores(0, 0), rmse, r2: null, targets: [] },
  };
}

export const noHistory: HistoryView = { revisions: [], current: null, undo: null, redo: null };

/** What is told with a network; nothing of it is known but what is given. */
export function modelEvent(model: ModelView, known: Partial<ModelEvent> = {}): ModelEvent {
  return {
    ...{ model, scores: null, history: noHistory, networkSetup: null, ladder: null, lines: null },
    ...known,
  };
}

export const emptySnapshot: Snapshot = {
  table: null,
  lostTable: null,
  lostBecause: '',
  project: null,
  unprotected: null,
  dataset: null,
  setup: null,
  networkSetup: null,
  ladder: null,
  lines: null,
  trainingSetup: null,
  model: null,
  training: idleTraining,
  scores: null,
  history: noHistory,
  formulaSearch: idleSearch,
  comparison: idleComparison,
  sizeStudy: idleSizeStudy,
  ...{ phases: null, findings: idleFindings, thresholdUnsaved: false },
  equation: idleEquation,
  threshold: 0.5,
  equationSteps: { draft: null, canUndo: false, canRedo: false, outOfDate: false, unsaved: false },
  unsaved: false,
  recovered: false,
  interrupted: [],
};
