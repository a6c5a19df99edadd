/** Where actions come from besides buttons: the keyboard and the native menu. */
import type { StudioApi } from '../../shared/contract/contract.ts';
import { onMac } from '../features/shell/platform.ts';
import type { Action, ActionMap } from './actions.ts';
import { matches, wantsKeys } from './shortcuts.ts';

/** @returns a function that ends it. */
export function listenToKeys(actions: readonly Action[]): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector('[role=dialog]')) return;
    const action = actions.find(({ shortcut }) => shortcut && matches(shortcut, event, onMac));
    if (!action || (!event.ctrlKey && !event.metaKey && wantsKeys(document.activeElement, event.key))) return;
    event.preventDefault();
    action.perform();
  };
  window.addEventListener('keydown', press);
  return () => {
    window.removeEventListener('keydown', press);
  };
}

/** @returns a function that ends it. */
export function listenToMenu(actions: ActionMap, app: StudioApi['app']): () => void {
  return app.onCommand((command) => actions.get(command)?.perform());
}
