import type { BrowserWindow, WebContents } from 'electron';
import type { Risk } from '../../shared/contract/host.ts';
import { reviveWindow } from './crashes.ts';
import type { Log } from './log.ts';
import { mayLose } from './messages.ts';
import type { SettingsStore } from './settings.ts';
import { openWindow } from './window.ts';

export interface MainWindowOptions {
  readonly settings: SettingsStore;
  readonly log: Log;
  /** What would be lost if the window were closed. */
  readonly risk: () => Risk | null;
  /** Called with the page of each window that is opened. */
  readonly onOpened: (page: WebContents) => void;
  readonly onClosed: () => void;
}

/** The app's window. There is at most one; after it was closed (macOS keeps the app open) it is opened anew. */
export class MainWindow {
  #open: { readonly window: BrowserWindow; readonly pageId: number } | null = null;
  readonly #options: MainWindowOptions;

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  /** The window, which is opened if there is none. */
  get(): BrowserWindow {
    return this.#open?.window ?? this.#openNew();
  }

  /** The id of the window's page; null while there is no window. */
  get pageId(): number | null {
    return this.#open?.pageId ?? null;
  }

  #openNew(): BrowserWindow {
    const { settings, log, risk, onOpened, onClosed } = this.#options;
    const window = openWindow(settings, () => {
      const atRisk = risk();
      return atRisk === null || mayLose(window, atRisk);
    });
    this.#open = { window, pageId: window.webContents.id };
    onOpened(window.webContents);
    window.once('closed', () => {
      this.#open = null;
      onClosed();
    });
    reviveWindow(window, log);
    return window;
  }
}
