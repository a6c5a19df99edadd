/** Messages of the system in which main itself tells or asks the person something. */
import { once } from 'node:events';
import { dialog, type BrowserWindow } from 'electron';
import { toAppError } from '../../shared/errors.ts';
import type { ProfileProblem } from './profile.ts';

/** Asks whether to close though work would be lost. @returns whether the person agrees */
export function mayLoseWork(window: BrowserWindow): boolean {
  const answer = dialog.showMessageBoxSync(window, {
    type: 'warning',
    title: 'KAN Studio',
    message: 'Close without saving?',
    detail:
      'Your work is in no project file, and it cannot be kept for the next time, because crash protection is off. If you close now, it is lost.',
    buttons: ['Close and Lose the Work', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return answer === 0;
}

/** Tells why the profile cannot be used, once the window is visible: before it the message would lie beneath it. */
export async function tellProfileProblem(
  window: BrowserWindow,
  { message, detail }: ProfileProblem,
): Promise<void> {
  if (!window.isVisible()) await once(window, 'show');
  await dialog.showMessageBox(window, { type: 'warning', title: 'KAN Studio', message, detail });
}

/** Tells why a file that was asked for outside the page could not be opened. */
export async function tellNotOpened(window: BrowserWindow, error: unknown): Promise<void> {
  const { message, hint } = toAppError(error);
  await dialog.showMessageBox(window, { type: 'error', message, detail: hint });
}

/** Tells that the app cannot start, as no folder can be made for its settings. */
export function tellNoProfile(error: unknown): void {
  dialog.showErrorBox(
    'KAN Studio cannot start.',
    `No folder can be made for its settings, not even a temporary one.\n\n${String(error)}`,
  );
}
