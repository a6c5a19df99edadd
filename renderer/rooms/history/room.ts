/** The room for the history: the tree of revisions, undo and redo, comparison. */
import { panel, part, type Room } from '../../common/room.ts';
import { historyActions } from './actions.ts';
import CompareDialog from './CompareDialog.svelte';
import HistoryPanel from './HistoryPanel.svelte';
import type { HistoryNeeds } from './needs.ts';

export function historyRoom(studio: HistoryNeeds) {
  const { history, view } = studio;
  return {
    actions: historyActions(studio),
    panels: [
      panel(studio, { id: 'history', title: 'History', slot: 'left', filled: true, component: HistoryPanel }),
    ],
    parts: [part(studio, 'over', CompareDialog, () => view.dialog === 'compare')],
    restore: () => {
      history.clear();
    },
  } satisfies Room;
}
