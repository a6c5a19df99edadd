/** Keeps the native menu up to date with the page. */
import type { StudioApi } from '../../shared/contract/studio.ts';
import type { MenuBarView } from '../../shared/contract/menu.ts';

/** Changes within this many milliseconds are sent together. */
const SETTLE_MS = 60;

/**
 * @returns a function that takes the content of the menu; main gets it once it has not changed for a while, and only if
 * it is new.
 */
export function nativeMenu(
  app: StudioApi['app'],
  attempt: (work: Promise<unknown>) => void,
): (bar: MenuBarView) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';
  return (bar) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = JSON.stringify(bar);
      if (text === told) return;
      told = text;
      attempt(app.setMenu(bar));
    }, SETTLE_MS);
  };
}
