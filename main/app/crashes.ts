import { monotonic } from '../../shared/time.ts';
import { app, dialog, type BrowserWindow } from 'electron';
import type { Log } from './log.ts';

/** Milliseconds. If a page crashes again within this time, it is reloaded only if the person agrees. */
const soonMs = 30_000;

/** Writes crashes of processes and uncaught errors of main to the log. */
export function logCrashes(log: Log): void {
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    log.error(`Process gone: ${name ?? type}, ${reason}, exit status ${exitCode}.`);
  });
  process.on('unhandledRejection', (reason) => {
    log.error(`Unhandled rejection in main: ${stackOf(reason)}`);
  });
  process.on('uncaughtException', (error) => {
    log.error(`Uncaught exception in main: ${stackOf(error)}`);
  });
}

/**
 * Restores a window's page after a crash. The first time it is reloaded at once, because the engine still holds all the
 * work. If it crashes again soon, or hangs, the person is asked.
 */
export function reviveWindow(window: BrowserWindow, log: Log): void {
  let lastGone = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error(`The window's page is gone: ${reason}, exit status ${exitCode}.`);
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const soon = monotonic() - lastGone < soonMs;
    lastGone = monotonic();
    if (soon) void offerReload(window, 'The window has crashed again.');
    else window.webContents.reload();
  });
  window.on('unresponsive', () => {
    log.warn('The window does not respond.');
    void offerReload(window, 'The window does not respond.');
  });
}

async function offerReload(window: BrowserWindow, message: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail: 'Training goes on in the background, and your work is kept when the window is loaded again.',
    buttons: ['Load Again', 'Wait'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0 || window.isDestroyed()) return;
  window.webContents.forcefullyCrashRenderer();
  window.webContents.reload();
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
