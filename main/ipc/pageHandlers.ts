import { tableExtensions } from '../../shared/settings/reading.ts';
import { basename, join } from 'node:path';
import { app, clipboard, dialog, shell, type BrowserWindow, type FileFilter } from 'electron';
import type { FileGrant, Theme } from '../../shared/contract/studio.ts';
import type { MenuBarView } from '../../shared/contract/menu.ts';
import { copyImage } from './copyImage.ts';
import { checkIsFile, toFileGrant, toSavePlace, type FileGrants, type Grant } from '../app/fileGrants.ts';
import { keepPasted } from '../app/pastedTable.ts';
import { writeGranted } from '../app/writeGranted.ts';
import { openPage } from '../app/externalPages.ts';
import { isProject, type RecentFiles } from '../app/recentFiles.ts';
import { listSamples } from '../app/samples.ts';
import type { EngineSupervisor } from './engineSupervisor.ts';
import { userError } from '../../shared/errors.ts';
import type { Handlers } from '../../shared/rpc/contract.ts';
import type { PageContract } from './contract.ts';

const projectFilter: FileFilter = { name: 'KAN Studio project', extensions: ['kan'] };
const tableFilter: FileFilter = { name: 'Table', extensions: [...tableExtensions] };
const anyFilter: FileFilter = { name: 'All files', extensions: ['*'] };

/** What the handlers work on. */
export interface Studio {
  readonly grants: FileGrants;
  readonly recent: RecentFiles;
  readonly engine: EngineSupervisor;
  readonly theme: { get(): Theme; set(theme: Theme): void };
  /** The app's window, which is opened if there is none. */
  readonly window: () => BrowserWindow;
  readonly resources: string;
  /** Where pasted tables are kept. */
  readonly pastedFolder: string;
  readonly logFile: string;
  /** Called when the list of recent files has changed. */
  readonly recentChanged: () => void;
  /** Puts the page's actions into the native menu. */
  readonly showMenu: (bar: MenuBarView) => void;
}

/**
 * Grants a file that the person has chosen to open, tells the engine, and remembers it as recent. A project may also be
 * saved there.
 */
export async function grantForReading(studio: Studio, path: string): Promise<FileGrant> {
  await checkIsFile(path);
  const grant = studio.grants.grant(path, isProject(path));
  await studio.engine.grant(grant);
  studio.recent.add(grant);
  app.addRecentDocument(path);
  studio.recentChanged();
  return toFileGrant(grant);
}

/** Answers each call of the page. */
export function pageHandlers(studio: Studio): Handlers<PageContract> {
  const tellEngine = async (grants: readonly Grant[]): Promise<void> => {
    await Promise.all(grants.map((grant) => studio.engine.grant(grant)));
  };
  return {
    'files.grantDropped': (path) => grantForReading(studio, path),
    'files.grantPasted': async (text) => {
      const grant = studio.grants.grant(await keepPasted(studio.pastedFolder, text), false);
      await studio.engine.grant(grant);
      return toFileGrant(grant);
    },
    'files.openDialog': async (kind) => {
      const { filePaths } = await dialog.showOpenDialog(studio.window(), {
        properties: ['openFile'],
        filters: kind === 'project' ? [projectFilter] : [tableFilter, anyFilter],
      });
      return filePaths[0] === undefined ? null : grantForReading(studio, filePaths[0]);
    },
    'files.saveDialog': async ({ name, kind: { label, extension } }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(studio.window(), {
        defaultPath: join(app.getPath('documents'), basename(`${name}.${extension}`)),
        filters: [{ name: label, extensions: [extension] }, anyFilter],
      });
      if (canceled || filePath === '') return null;
      const grant = studio.grants.grant(filePath, true);
      await studio.engine.grant(grant);
      if (isProject(filePath)) {
        studio.recent.add(grant);
        studio.recentChanged();
      }
      return toSavePlace(grant);
    },
    'files.write': async ({ file, content }) => {
      await writeGranted(studio.grants, file, content);
    },
    'files.openRecent': async (id) => {
      const recent = studio.recent.list().find((file) => file.id === id);
      if (recent === undefined) {
        throw userError('file.unknown', 'This file is no longer in the list.', 'Open it with File → Open.');
      }
      return grantForReading(studio, recent.path);
    },
    'files.recent': () => studio.recent.list().map(toFileGrant),
    'files.samples': async () => {
      const samples = await listSamples(join(studio.resources, 'examples'), studio.grants);
      const ids = new Set(samples.map((sample) => sample.id));
      await tellEngine(studio.grants.all().filter((grant) => ids.has(grant.id)));
      return samples;
    },
    'engine.wait': () => {
      studio.engine.wait();
    },
    'engine.restart': () => {
      studio.engine.restart();
    },
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      packaged: app.isPackaged,
    }),
    'app.setMenu': (bar) => {
      studio.showMenu(bar);
    },
    'app.theme': () => studio.theme.get(),
    'app.setTheme': (theme) => {
      studio.theme.set(theme);
    },
    'app.openExternal': ({ page, section }) => openPage(page, section, studio.resources),
    'app.showLog': () => {
      shell.showItemInFolder(studio.logFile);
    },
    'app.copyText': async (text) => {
      await clipboard.writeText(text);
    },
    'app.copyImage': (png) => copyImage(png),
  };
}
