/** Undo, redo, and the comparison with the previous revision. */
import { defineActions } from '../../actions/action.ts';
import type { Reversible } from '../../common/page-steps.svelte.ts';
import type { HistoryNeeds } from './needs.ts';

export function historyActions(studio: HistoryNeeds) {
  const { pageSteps, history } = studio;
  const free = (): boolean =>
    studio.ready && studio.screen === 'workbench' && !studio.training.live && !history.busy;
  /** What undo reverses before it goes back in the history of networks, the last first. */
  const steps = (): readonly Reversible[] =>
    studio.screen === 'equations' ? [studio.equations] : [studio.fixing, pageSteps];
  const undoable = (): Reversible | undefined => steps().find(({ canUndo }) => canUndo);
  const redoable = (): Reversible | undefined => steps().findLast(({ canRedo }) => canRedo);
  const isOpen = (): boolean => studio.screen === 'workbench' || studio.screen === 'equations';
  const possible = (there: boolean): boolean => studio.ready && isOpen() && there;
  const parent = (): string | null =>
    history.view.revisions.find(({ id }) => id === history.view.current)?.parent ?? null;
  return defineActions(studio, 'Edit', [
    {
      id: 'edit.undo',
      label: 'Undo',
      shortcut: 'Mod+Z',
      keywords: 'back revision history',
      inText: 'undo',
      enabled: () => possible(undoable() !== undefined) || (free() && history.view.undo !== null),
      run: () => {
        const step = undoable();
        return step ? step.undo() : history.undo();
      },
    },
    {
      id: 'edit.redo',
      label: 'Redo',
      shortcut: 'Mod+Shift+Z',
      otherShortcuts: ['Mod+Y'],
      keywords: 'forward again revision history',
      inText: 'redo',
      enabled: () => possible(redoable() !== undefined) || (free() && history.view.redo !== null),
      run: () => {
        const step = redoable();
        return step ? step.redo() : history.redo();
      },
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
