/** Keeps the native menu in step with the page. */
import type { StudioApi } from '../../shared/contract/studio.ts';
import type { MenuBarView } from '../../shared/contract/menu.ts';

/** What changes within so many milliseconds is told at once. */
const SETTLE_MS = 60;

/**
 * @returns a function that takes what the menu should show; main is told once that has settled, and is new.
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
