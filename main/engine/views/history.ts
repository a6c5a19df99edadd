import type { HistoryView } from '../../../shared/contract/views.ts';
import { find, modelBefore, redoTarget, undoTarget, type History } from '../history/history.ts';
import { viewOf, type Revision } from '../history/revision.ts';

/**
 * The tree of revisions. Undo leads nowhere where that would need another table.
 * @param canReach whether the data of a revision are at hand.
 */
export function historyView(history: History, canReach: (revision: Revision) => boolean): HistoryView {
  const back = undoTarget(history);
  const revision = back === null ? null : find(history, back);
  return {
    revisions: history.revisions.map((one) => viewOf(one, modelBefore(history, one), canReach(one))),
    current: history.current,
    undo: revision !== null && canReach(revision) ? back : null,
    redo: redoTarget(history),
  };
}
