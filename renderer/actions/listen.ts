/** Sources of actions besides buttons: the keyboard and the native menu. */
import type { StudioApi } from '../../shared/contract/studio.ts';
import { onMac } from './platform.ts';
import type { Action, TextCommand } from './action.ts';
import { matches } from './shortcuts.ts';

/** @returns a function that ends it. */
export function listenToKeys(actions: readonly Action[]): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || inDialog()) return;
    const action = actions.find(({ shortcut, otherShortcuts }) =>
      [...(shortcut ? [shortcut] : []), ...otherShortcuts].some((keys) => matches(keys, event, onMac)),
    );
    if (!action) return;
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (bare && wantsKeys(document.activeElement, event.key)) return;
    if (action.inText && isTextField(document.activeElement)) return;
    event.preventDefault();
    action.perform();
  };
  window.addEventListener('keydown', press);
  return () => {
    window.removeEventListener('keydown', press);
  };
}

/**
 * @param find an action by its id. While a dialog is open it is the only thing that is answered to.
 * @returns a function that ends it.
 */
export function listenToMenu(find: (id: string) => Action | undefined, app: StudioApi['app']): () => void {
  return app.onCommand((command) => {
    const action = find(command);
    if (action?.inText && isTextField(document.activeElement)) doInText(action.inText);
    else if (!inDialog()) action?.perform();
  });
}

/** Whether the focus is where text is written. */
export function isTextField(element: Element | null): boolean {
  return (
    element?.matches(
      'textarea, [contenteditable=true], input:not([type=range], [type=radio], [type=checkbox], [type=button])',
    ) ?? false
  );
}

function doInText(command: TextCommand): void {
  // Only this command reaches the undo of a text field.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand(command);
}

function inDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** Whether the focus is on an element that uses keys without modifiers for text or for a choice. */
function wantsKeys(element: Element | null, key: string): boolean {
  if (!element) return false;
  if (element.matches('input:not([type=range]), textarea, select, [contenteditable=true]')) return true;
  return key === ' ' && element.matches('button, [role=radio], [role=switch], [role=option], a, summary');
}
