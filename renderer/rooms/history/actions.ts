/** Walks in the history of revisions. */
import { defineActions } from '../../actions/action.ts';
import type { HistoryNeeds } from './needs.ts';

export function historyActions(studio: HistoryNeeds) {
  const { asides, history } = studio;
  const free = (): boolean =>
    studio.ready && studio.screen === 'workbench' && !studio.training.live && !history.busy;
  const aside = (there: boolean): boolean => studio.ready && studio.screen === 'workbench' && there;
  const parent = (): string | null =>
    history.view.revisions.find(({ id }) => id === history.view.current)?.parent ?? null;
  return defineActions(studio, 'Edit', [
    {
      id: 'edit.undo',
      label: 'Undo',
      shortcut: 'Mod+Z',
      keywords: 'back revision history',
      inText: 'undo',
      enabled: () => aside(asides.canUndo) || (free() && history.view.undo !== null),
      run: () => (asides.canUndo ? asides.undo() : history.undo()),
    },
    {
      id: 'edit.redo',
      label: 'Redo',
      shortcut: 'Mod+Shift+Z',
      otherShortcuts: ['Mod+Y'],
      keywords: 'forward again revision history',
      inText: 'redo',
      enabled: () => aside(asides.canRedo) || (free() && history.view.redo !== null),
      run: () => (asides.canRedo ? asides.redo() : history.redo()),
    },
    {
      id: 'history.compare',
      label: 'Compare with the previous revision',
      keywords: 'side by side difference history',
      separated: true,
      enabled: () => studio.ready && studio.screen === 'workbench' && parent() !== null,
      run: async () => {
        const [left, right] = [parent(), history.view.current];
        if (left === null || right === null) return;
        studio.view.dialog = 'compare';
        await history.compare({ left, right });
      },
    },
  ]);
}
