/** Undo, redo, and the comparison with the previous revision. */
import { defineActions } from '../../actions/action.ts';
import type { HistoryNeeds } from './needs.ts';

export function historyActions(studio: HistoryNeeds) {
  const { pageSteps, history } = studio;
  const free = (): boolean =>
    studio.ready && studio.screen === 'workbench' && !studio.training.live && !history.busy;
  const possible = (there: boolean): boolean => studio.ready && studio.screen === 'workbench' && there;
  const parent = (): string | null =>
    history.view.revisions.find(({ id }) => id === history.view.current)?.parent ?? null;
  return defineActions(studio, 'Edit', [
    {
      id: 'edit.undo',
      label: 'Undo',
      shortcut: 'Mod+Z',
      keywords: 'back revision history',
      inText: 'undo',
      enabled: () => possible(pageSteps.canUndo) || (free() && history.view.undo !== null),
      run: () => (pageSteps.canUndo ? pageSteps.undo() : history.undo()),
    },
    {
      id: 'edit.redo',
      label: 'Redo',
      shortcut: 'Mod+Shift+Z',
      otherShortcuts: ['Mod+Y'],
      keywords: 'forward again revision history',
      inText: 'redo',
      enabled: () => possible(pageSteps.canRedo) || (free() && history.view.redo !== null),
      run: () => (pageSteps.canRedo ? pageSteps.redo() : history.redo()),
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
