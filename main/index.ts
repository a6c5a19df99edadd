/** The main process: composes the app from its parts. It computes nothing; the engine does. */
import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { toAppError } from '../shared/errors.ts';
import { AppMenu } from './app/appMenu.ts';
import { prepareChromium } from './app/chromium.ts';
import { ComputeWindow } from './app/computeWindow.ts';
import { logCrashes } from './app/crashes.ts';
import { FileGrants } from './app/fileGrants.ts';
import { openLog } from './app/log.ts';
import { MainWindow } from './app/mainWindow.ts';
import { tellNoProfile, tellNotOpened, tellProfileProblem } from './app/messages.ts';
import { pageFolder, resourcesFolder } from './app/paths.ts';
import { openProfile, type Profile } from './app/profile.ts';
import { pageOrigin, servePage } from './app/protocol.ts';
import { RecentFiles } from './app/recentFiles.ts';
import { lockDown } from './app/security.ts';
import { SettingsStore } from './app/settings.ts';
import { onSystemEvents } from './app/systemEvents.ts';
import { focusWindow } from './app/window.ts';
import { EngineSupervisor } from './ipc/engineSupervisor.ts';
import { forkEngine } from './ipc/forkEngine.ts';
import { grantForReading, pageHandlers, type Studio } from './ipc/pageHandlers.ts';
import { Pages } from './ipc/pages.ts';
import { reportOf, servePages } from './ipc/serve.ts';
import { isTrusted } from './ipc/trustedSender.ts';

const profile = ownFolders();
if (profile === null) app.exit(1);
else if (app.requestSingleInstanceLock()) run(profile);
else app.quit();

/** The profile's folders, set as Chromium's own too; null, after a message, where there can be none at all. */
function ownFolders(): Profile | null {
  try {
    const found = openProfile(app.getPath('userData'), app.getPath('temp'));
    app.setPath('userData', found.root);
    return found;
  } catch (error) {
    tellNoProfile(error);
    return null;
  }
}

/** The theme that is kept in the settings; Electron takes it too. */
function themeIn(settings: SettingsStore): Studio['theme'] {
  return {
    get: () => settings.value.theme,
    set: (theme) => {
      settings.update({ theme });
      nativeTheme.themeSource = theme;
    },
  };
}

function run(folders: Profile): void {
  prepareChromium();
  const { log, file: logFile } = openLog(folders.logs);
  const warn = (text: string): void => {
    log.warn(text);
  };
  logCrashes(log);
  log.info(
    `KAN Studio ${app.getVersion()} on Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
  );

  const settings = new SettingsStore(join(folders.root, 'settings.json'), warn);
  const grants = new FileGrants();
  const recent = new RecentFiles(settings, grants);
  const computeWindow = new ComputeWindow(log);
  const pages = new Pages({
    connect: (port) => {
      engine.connect(port);
    },
    handlers: () => pageHandlers(studio),
    status: () => engine.status,
    hung: () => engine.hung,
    report: (method, error) => {
      const text = reportOf(method, error);
      if (text !== null) warn(text);
    },
  });
  const engine = new EngineSupervisor({
    fork: () => forkEngine(log),
    init: { journalFolder: folders.journal, appVersion: app.getVersion() },
    grants: () => grants.all(),
    onStatus: (status) => {
      pages.tellAll(status);
    },
    onHung: (hung) => {
      pages.tellHung(hung);
    },
    openComputeWindow: () => computeWindow.open(),
    log,
  });
  const mainWindow = new MainWindow({
    settings,
    log,
    risk: () => engine.risk,
    onOpened: (page) => {
      pages.add(page);
    },
    onClosed: () => {
      // A window that nobody sees must not keep the app from ending.
      computeWindow.close();
      menu.show([]);
    },
  });
  const studio: Studio = {
    grants,
    recent,
    engine,
    theme: themeIn(settings),
    window: () => mainWindow.get(),
    resources: resourcesFolder(),
    pastedFolder: folders.pasted,
    logFile,
    recentChanged: () => {
      menu.refresh();
    },
    showMenu: (bar) => {
      menu.show(bar);
    },
  };
  const menu = new AppMenu({
    recent,
    command: (id) => {
      pages.emit(mainWindow.get().webContents, 'app.command', id);
    },
    openFile: (path) => void openFile(path),
  });

  /** Opens a file that was asked for outside the page: menu, double click, command line. */
  async function openFile(path: string): Promise<void> {
    const window = mainWindow.get();
    try {
      pages.emit(window.webContents, 'app.openFile', await grantForReading(studio, path));
    } catch (error) {
      warn(`A file that was asked for outside the page could not be opened: ${toAppError(error).code}.`);
      await tellNotOpened(window, error);
    }
  }

  const early = onSystemEvents({
    openFile: (path) => void openFile(path),
    focus: () => {
      focusWindow(mainWindow.get());
    },
    stop: () => engine.stop(),
  });

  void app.whenReady().then(() => {
    lockDown(log);
    servePage(pageFolder);
    nativeTheme.themeSource = settings.value.theme;
    servePages(pages, (event) => isTrusted(event, mainWindow.pageId, pageOrigin), warn);
    engine.start();
    menu.refresh();
    const window = mainWindow.get();
    if (folders.problem !== null) {
      warn('The profile cannot be used; a temporary folder takes its place.');
      void tellProfileProblem(window, folders.problem);
    }
    for (const path of early) void openFile(path);
  });
}
