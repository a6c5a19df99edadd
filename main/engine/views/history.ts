import type { HistoryView, RevisionView } from '../../../shared/contract/views/history.ts';
import { find, modelBefore, redoTarget, undoTarget, type History } from '../history/history.ts';
import { heldOutOf } from '../history/ladder.ts';
import { viewOf, type Revision } from '../history/revision.ts';

/** One revision of the history. @param here whether its data are available. */
export function revisionView(history: History, revision: Revision, here: boolean): RevisionView {
  return viewOf(revision, modelBefore(history, revision), here, heldOutOf(history, revision));
}

/**
 * The tree of revisions. Undo is not possible if it would need another table.
 * @param canReach whether the data of a revision are available.
 */
export function historyView(history: History, canReach: (revision: Revision) => boolean): HistoryView {
  const back = undoTarget(history);
  const revision = back === null ? null : find(history, back);
  return {
    revisions: history.revisions.map((one) => revisionView(history, one, canReach(one))),
    current: history.current,
    undo: revision !== null && canReach(revision) ? back : null,
    redo: redoTarget(history),
  };
}
