/** The main process: composes the app from its parts. It computes nothing; the engine does. */
import { once } from 'node:events';
import { join } from 'node:path';
import { app, crashReporter, dialog, nativeTheme, utilityProcess, type BrowserWindow } from 'electron';
import type { MenuBarView } from '../shared/contract/menu.ts';
import { toAppError } from '../shared/errors.ts';
import { filesAmong } from './app/argumentFiles.ts';
import { logCrashes, reviveWindow } from './app/crashes.ts';
import { FileGrants } from './app/fileGrants.ts';
import { openLog, type Log } from './app/log.ts';
import { ComputeWindow } from './app/computeWindow.ts';
import { setMenu } from './app/menu.ts';
import { engineFile, pageFolder, resourcesFolder } from './app/paths.ts';
import { openProfile, type Profile, type ProfileProblem } from './app/profile.ts';
import { pageOrigin, registerPageScheme, servePage } from './app/protocol.ts';
import { RecentFiles } from './app/recentFiles.ts';
import { lockDown, shutOffNetwork } from './app/security.ts';
import { SettingsStore } from './app/settings.ts';
import { focusWindow, openWindow } from './app/window.ts';
import { EngineSupervisor, type EngineProcess } from './ipc/engineSupervisor.ts';
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
    dialog.showErrorBox(
      'KAN Studio cannot start.',
      `No folder can be made for its settings, not even a temporary one.\n\n${String(error)}`,
    );
    return null;
  }
}

function run(folders: Profile): void {
  registerPageScheme();
  shutOffNetwork();
  // Root has no sandbox (containers, CI); for all others the switch is not given.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // On Linux Chromium has WebGPU behind a switch; where there is no driver for it nothing changes.
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-unsafe-webgpu');
  crashReporter.start({ uploadToServer: false });
  const { log, file: logFile } = openLog(folders.logs);
  logCrashes(log);
  log.info(
    `KAN Studio ${app.getVersion()} on Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
  );

  const settings = new SettingsStore(join(folders.root, 'settings.json'), (text) => {
    log.warn(text);
  });
  const grants = new FileGrants();
  const recent = new RecentFiles(settings, grants);
  const windows = new Map<number, BrowserWindow>();
  const computeWindow = new ComputeWindow(log);
  /** The page's part of the menu. */
  let menuBar: MenuBarView = [];
  const pages = new Pages({
    connect: (port) => {
      engine.connect(port);
    },
    handlers: (page) => pageHandlers(studio, page),
    status: () => engine.status,
    hung: () => engine.hung,
    report: (method, error) => {
      const text = reportOf(method, error);
      if (text !== null) log.warn(text);
    },
  });
  const engine = new EngineSupervisor({
    fork: () => forkEngine(log),
    init: {
      journalFolder: folders.journal,
      appVersion: app.getVersion(),
    },
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
  const studio: Studio = {
    grants,
    recent,
    engine,
    theme: {
      get: () => settings.value.theme,
      set: (theme) => {
        settings.update({ theme });
        nativeTheme.themeSource = theme;
      },
    },
    windowOf: (page) => windows.get(page.id) ?? mainWindow(),
    resources: resourcesFolder(),
    pastedFolder: folders.pasted,
    logFile,
    recentChanged: refreshMenu,
    showMenu: (bar) => {
      menuBar = bar;
      refreshMenu();
    },
  };

  function refreshMenu(): void {
    setMenu({
      bar: menuBar,
      recent: recent.list(),
      command: (id) => {
        pages.emit(mainWindow().webContents, 'app.command', id);
      },
      openRecent: ({ path }) => void openFile(path),
      clearRecent: () => {
        recent.clear();
        app.clearRecentDocuments();
        refreshMenu();
      },
    });
  }

  /** The window; opened anew where it was closed (macOS). */
  function mainWindow(): BrowserWindow {
    const [existing] = windows.values();
    if (existing !== undefined) return existing;
    const window = openWindow(settings, () => !engine.atRisk || mayLose(window));
    const { id } = window.webContents;
    windows.set(id, window);
    pages.add(window.webContents);
    window.once('closed', () => {
      windows.delete(id);
      if (windows.size > 0) return;
      // A window that nobody sees must not keep the app from ending.
      computeWindow.close();
      studio.showMenu([]);
    });
    reviveWindow(window, log);
    return window;
  }

  /** Opens a file that was asked for outside the page: menu, double click, command line. */
  async function openFile(path: string): Promise<void> {
    const window = mainWindow();
    try {
      pages.emit(window.webContents, 'app.openFile', await grantForReading(studio, path));
    } catch (error) {
      const { code, message, hint } = toAppError(error);
      log.warn(`A file that was asked for outside the page could not be opened: ${code}.`);
      await dialog.showMessageBox(window, { type: 'error', message, detail: hint });
    }
  }

  /** Files asked for before the app is ready. */
  const early = filesAmong(process.argv.slice(1), process.cwd());
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (app.isReady()) void openFile(path);
    else early.push(path);
  });
  app.on('second-instance', (_event, argv, workingFolder) => {
    focusWindow(mainWindow());
    for (const path of filesAmong(argv.slice(1), workingFolder)) void openFile(path);
  });
  app.on('activate', () => {
    if (app.isReady()) focusWindow(mainWindow());
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void engine.stop().finally(() => {
      stopped = true;
      // Not within this event, during which Electron ignores a further call.
      setImmediate(() => {
        app.quit();
      });
    });
  });

  void app.whenReady().then(() => {
    lockDown(log);
    servePage(pageFolder);
    nativeTheme.themeSource = settings.value.theme;
    servePages(
      pages,
      (event) => isTrusted(event, new Set(windows.keys()), pageOrigin),
      (text) => {
        log.warn(text);
      },
    );
    engine.start();
    refreshMenu();
    mainWindow();
    if (folders.problem !== null) void tellProblem(folders.problem);
    for (const path of early) void openFile(path);
  });

  async function tellProblem({ message, detail }: ProfileProblem): Promise<void> {
    log.warn('The profile cannot be used; a temporary folder takes its place.');
    const window = mainWindow();
    // A message before its window would lie beneath it.
    if (!window.isVisible()) await once(window, 'show');
    await dialog.showMessageBox(window, { type: 'warning', title: 'KAN Studio', message, detail });
  }
}

/** Asks whether to close though work would be lost. */
function mayLose(window: BrowserWindow): boolean {
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

/** Starts the engine as a process of its own; what it prints goes to the log. */
function forkEngine(log: Log): EngineProcess {
  const child = utilityProcess.fork(engineFile, [], { serviceName: 'KAN Studio engine', stdio: 'pipe' });
  child.stdout?.on('data', (chunk: Buffer) => {
    log.info(`engine: ${chunk.toString().trimEnd()}`);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    log.warn(`engine: ${chunk.toString().trimEnd()}`);
  });
  return {
    postMessage: (message, transfer) => {
      child.postMessage(message, transfer);
    },
    on: (event: 'message' | 'exit', listener: (value: never) => void) =>
      child.on(event as 'message', listener as (message: unknown) => void),
    kill: () => {
      // One that is caught in something, or stopped, does not hear the polite signal.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      return child.kill();
    },
  };
}
