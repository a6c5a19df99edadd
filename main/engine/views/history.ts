import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { HistoryView, RevisionView } from '../../../shared/contract/views/history.ts';
import { find, modelBefore, redoTarget, undoTarget, type History } from '../history/history.ts';
import { heldOutOf } from '../history/ladder.ts';
import { viewOf, type Revision } from '../history/revision.ts';

/**
 * One revision of the history.
 * @param here whether its data are available. @param setup of the data in use, with which the current one is measured.
 */
export function revisionView(
  history: History,
  revision: Revision,
  here: boolean,
  setup: DataSetup | null,
): RevisionView {
  const measuredWith = revision.id === history.current && setup !== null ? setup : undefined;
  return viewOf(revision, modelBefore(history, revision), here, heldOutOf(history, revision), measuredWith);
}

/**
 * The tree of revisions. Undo is not possible if it would need another table.
 * @param canReach whether the data of a revision are available. @param setup as in {@link revisionView}.
 */
export function historyView(
  history: History,
  canReach: (revision: Revision) => boolean,
  setup: DataSetup | null,
): HistoryView {
  const back = undoTarget(history);
  const revision = back === null ? null : find(history, back);
  return {
    revisions: history.revisions.map((one) => revisionView(history, one, canReach(one), setup)),
    current: history.current,
    undo: revision !== null && canReach(revision) ? back : null,
    redo: redoTarget(history),
  };
}
