/** Where actions come from besides buttons: the keyboard and the native menu. */
import type { StudioApi } from '../../shared/contract/contract.ts';
import { onMac } from '../features/shell/platform.ts';
import type { Action } from './action.ts';
import type { ActionMap } from './actions.ts';
import { matches } from './shortcuts.ts';

/** @returns a function that ends it. */
export function listenToKeys(actions: readonly Action[]): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const action = actions.find(({ shortcut, otherShortcuts }) =>
      [...(shortcut ? [shortcut] : []), ...otherShortcuts].some((keys) => matches(keys, event, onMac)),
    );
    if (!action) return;
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((bare || action.yieldsToText) && wantsKeys(document.activeElement, event.key)) return;
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

/** Whether the focus is where keys mean text or a choice of their own. */
function wantsKeys(element: Element | null, key: string): boolean {
  if (!element) return false;
  if (element.matches('input:not([type=range]), textarea, select, [contenteditable=true]')) return true;
  return key === ' ' && element.matches('button, [role=radio], [role=switch], [role=option], a, summary');
}
