import { basename } from 'node:path';
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Theme } from '../../shared/contract/contract.ts';
import type { Grant } from './fileGrants.ts';

/** What the menu shows, and what its items do. */
export interface MenuModel {
  readonly theme: Theme;
  readonly recent: readonly Grant[];
  /** Runs an action of the page by its id. */
  readonly command: (id: string) => void;
  readonly openRecent: (file: Grant) => void;
  readonly clearRecent: () => void;
}

/** Builds the native menu anew from the model; most items only name an action of the page. */
export function setMenu(model: MenuModel): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const action = (id: string, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      model.command(id);
    },
  });
  const themeChoice = (theme: Theme, label: string): MenuItemConstructorOptions => ({
    ...action(`view.theme.${theme}`, label),
    type: 'radio',
    checked: model.theme === theme,
  });
  const mac = process.platform === 'darwin';

  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      action('data.open', 'Open Data…', 'CmdOrCtrl+O'),
      action('project.open', 'Open Project…', 'CmdOrCtrl+Shift+O'),
      { label: 'Open Recent', enabled: model.recent.length > 0, submenu: recentItems(model) },
      separator,
      action('project.save', 'Save Project…', 'CmdOrCtrl+S'),
      separator,
      action('view.home', 'Samples and Recent Files'),
      separator,
      mac ? { role: 'close' } : { role: 'quit' },
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [
      action('edit.undo', 'Undo', 'CmdOrCtrl+Z'),
      action('edit.redo', 'Redo', 'CmdOrCtrl+Shift+Z'),
      action('history.compare', 'Compare with the Revision Before'),
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      action('view.palette', 'Commands…', 'CmdOrCtrl+K'),
      separator,
      action('view.data', 'Data', 'Alt+1'),
      action('view.network', 'Network', 'Alt+2'),
      action('view.history', 'History', 'Alt+3'),
      separator,
      action('view.training', 'Training', 'Alt+4'),
      action('view.formulas', 'Formulas', 'Alt+5'),
      action('view.evaluation', 'Evaluation', 'Alt+6'),
      action('view.predict', 'Predict', 'Alt+7'),
      action('view.log', 'Log', 'Alt+8'),
      separator,
      action('view.zoomToFit', 'Fit Network to Window'),
      {
        label: 'Theme',
        submenu: [
          themeChoice('system', 'As the System'),
          themeChoice('light', 'Light'),
          themeChoice('dark', 'Dark'),
        ],
      },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
    ],
  };
  const train: MenuItemConstructorOptions = {
    label: '&Model',
    submenu: [
      action('train.start', 'Train', 'CmdOrCtrl+Return'),
      action('train.pause', 'Pause or Resume'),
      action('train.step', 'Single Step', 'CmdOrCtrl+Shift+Return'),
      action('train.stop', 'Stop', 'CmdOrCtrl+.'),
    ],
  };
  const help: MenuItemConstructorOptions = {
    label: '&Help',
    role: 'help',
    submenu: [
      action('help.guide', 'User Guide', 'F1'),
      action('help.tour', 'Tour of the Workbench'),
      action('help.shortcuts', 'Keyboard Shortcuts'),
      separator,
      action('help.log', 'Show Log'),
      ...(mac ? [] : [separator, { role: 'about' } satisfies MenuItemConstructorOptions]),
    ],
  };
  const windowMenu: MenuItemConstructorOptions[] = mac ? [{ role: 'windowMenu' }] : [];
  const appMenu: MenuItemConstructorOptions[] = mac ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...appMenu, file, edit, view, train, ...windowMenu, help]));
}

function recentItems(model: MenuModel): MenuItemConstructorOptions[] {
  const files = model.recent.map((file): MenuItemConstructorOptions => ({
    // A single & would underline the next letter.
    label: basename(file.path).replaceAll('&', '&&'),
    click: () => {
      model.openRecent(file);
    },
  }));
  return [...files, { type: 'separator' }, { label: 'Clear', click: model.clearRecent }];
}
