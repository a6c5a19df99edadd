/** The native menu as it follows the page's actions and the recent files. */
import { app } from 'electron';
import type { MenuBarView } from '../../shared/contract/menu.ts';
import { setMenu } from './menu.ts';
import type { RecentFiles } from './recentFiles.ts';

export interface AppMenuOptions {
  readonly recent: RecentFiles;
  /** Runs an action of the page by its id. */
  readonly command: (id: string) => void;
  readonly openFile: (path: string) => void;
}

export class AppMenu {
  /** The page's part; empty while there is no page. */
  #bar: MenuBarView = [];
  readonly #options: AppMenuOptions;

  constructor(options: AppMenuOptions) {
    this.#options = options;
  }

  /** Puts the page's actions into the menu. */
  show(bar: MenuBarView): void {
    this.#bar = bar;
    this.refresh();
  }

  /** After the list of recent files has changed. */
  refresh(): void {
    const { recent, command, openFile } = this.#options;
    setMenu({
      bar: this.#bar,
      recent: recent.list(),
      command,
      openRecent: ({ path }) => {
        openFile(path);
      },
      clearRecent: () => {
        recent.clear();
        app.clearRecentDocuments();
        this.refresh();
      },
    });
  }
}
