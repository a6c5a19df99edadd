import { app } from 'electron';
import { filesAmong } from './argumentFiles.ts';

export interface SystemEventHandlers {
  /** Opens a file that was asked for by a double click, by the command line, or by a second start of the app. */
  readonly openFile: (path: string) => void;
  /** Brings the window to the front; opens one if there is none. */
  readonly focus: () => void;
  /** Ends what must end before the app does. */
  readonly stop: () => Promise<void>;
}

/**
 * Handles what the system asks of the app: to open files, to come to the front, to quit. To be called before the app is
 * ready.
 * @returns the files that were asked for until now; until the app is ready, further ones are added to it
 */
export function onSystemEvents({ openFile, focus, stop }: SystemEventHandlers): readonly string[] {
  const early = filesAmong(process.argv.slice(1), process.cwd());
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (app.isReady()) openFile(path);
    else early.push(path);
  });
  app.on('second-instance', (_event, argv, workingFolder) => {
    focus();
    for (const path of filesAmong(argv.slice(1), workingFolder)) openFile(path);
  });
  app.on('activate', () => {
    if (app.isReady()) focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void stop().finally(() => {
      stopped = true;
      // Not within this event, during which Electron ignores a further call.
      setImmediate(() => {
        app.quit();
      });
    });
  });
  return early;
}
