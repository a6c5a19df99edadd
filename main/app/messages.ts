/** Messages of the system in which main itself tells or asks the person something. */
import { once } from 'node:events';
import { dialog, type BrowserWindow } from 'electron';
import type { Risk } from '../../shared/contract/host.ts';
import { toAppError } from '../../shared/errors.ts';
import type { ProfileProblem } from './profile.ts';

/** What is asked before the window closes though something would be lost. */
const questions: Readonly<Record<Risk, { message: string; detail: string; agree: string }>> = {
  work: {
    message: 'Close without saving?',
    detail:
      'Your work is in no project file, and it cannot be kept for the next time, because crash protection is off. If you close now, it is lost.',
    agree: 'Close and Lose the Work',
  },
  file: {
    message: 'Close before the file is saved?',
    detail:
      'A file is being saved. If you close now, it is not written; an older file of this name stays as it is.',
    agree: 'Close without the File',
  },
};

/** Asks whether to close though something would be lost. @returns whether the person agrees */
export function mayLose(window: BrowserWindow, risk: Risk): boolean {
  const { message, detail, agree } = questions[risk];
  const answer = dialog.showMessageBoxSync(window, {
    type: 'warning',
    title: 'KAN Studio',
    message,
    detail,
    buttons: [agree, 'Cancel'],
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
