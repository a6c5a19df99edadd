/** The native menu: the page's items, from its registry of actions, and the system's standard items. */
import { basename } from 'node:path';
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuBarView, MenuItemView } from '../../shared/contract/menu.ts';
import type { Grant } from './fileGrants.ts';
import { acceleratorOf, mnemonicsFor } from './menuKeys.ts';

type Items = MenuItemConstructorOptions[];

/** The content of the menu, and the functions that its items call. */
export interface MenuModel {
  /** The menu as the page defines it; empty while there is no page. */
  readonly bar: MenuBarView;
  readonly recent: readonly Grant[];
  /** Runs an action of the page by its id. */
  readonly command: (id: string) => void;
  readonly openRecent: (file: Grant) => void;
  readonly clearRecent: () => void;
}

const mac = process.platform === 'darwin';
const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The content of the native menu at present. */
let shown: MenuModel | null = null;

/**
 * Shows the model. If only the state of items has changed, these items are updated and the menu is not rebuilt, so that
 * an open menu stays open.
 */
export function setMenu(model: MenuModel): void {
  const stands = shown !== null && built(shown) === built(model);
  shown = model;
  if (stands) mark(model);
  else Menu.setApplicationMenu(Menu.buildFromTemplate(template(model)));
}

/** All data from which a menu is built, as text. */
function built({ bar, recent }: MenuModel): string {
  const menus = bar.map(({ label, items }) => [
    label,
    items.map((item) => [item.id, item.label, item.shortcut, item.separated, item.checked !== null]),
  ]);
  return JSON.stringify([menus, recent.map(({ id, path }) => [id, path])]);
}

function mark({ bar }: MenuModel): void {
  const menu = Menu.getApplicationMenu();
  for (const { id, enabled, checked } of bar.flatMap(({ items }) => items)) {
    const item = menu?.getMenuItemById(id);
    if (!item) continue;
    item.enabled = enabled;
    if (checked !== null) item.checked = checked;
  }
}

function template(model: MenuModel): Items {
  const own = new Map(model.bar.map(({ label, items }) => [label, items.flatMap((item) => itemsOf(item))]));
  const system = systemItems(model);
  // These items are in their usual place for the system, with or without a page.
  const labels = [...new Set(['File', 'Edit', 'View', ...own.keys(), 'Help'])];
  const ordered = [...labels.filter((label) => label !== 'Help'), 'Help'];
  const mnemonics = mnemonicsFor(ordered);
  const menus = ordered.map((label): MenuItemConstructorOptions => {
    const submenu = joined(own.get(label) ?? [], system[label] ?? []);
    return { label: mnemonics.get(label) ?? label, submenu, ...(label === 'Help' ? { role: 'help' } : {}) };
  });
  if (!mac) return menus;
  return [{ role: 'appMenu' }, ...menus.slice(0, -1), { role: 'windowMenu' }, ...menus.slice(-1)];
}

function joined(own: Items, system: Items): Items {
  return own.length > 0 && system.length > 0 ? [...own, separator, ...system] : [...own, ...system];
}

function itemsOf(item: MenuItemView): Items {
  const { id, label, shortcut, enabled, checked, separated } = item;
  const accelerator = shortcut === null ? null : acceleratorOf(shortcut, mac);
  const option: MenuItemConstructorOptions = {
    id,
    // A single & would underline the next letter.
    label: label.replaceAll('&', '&&'),
    enabled,
    ...(checked === null ? {} : { type: 'checkbox', checked }),
    // The page itself handles these keys, and knows when they have another meaning.
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
    click: ({ enabled: possible }) => {
      if (shown === null || !possible) return;
      shown.command(id);
      // A click on an item with a mark changes the mark. The page then sends the true state.
      mark(shown);
    },
  };
  return separated ? [separator, option] : [option];
}

/** The items of each menu in addition to the page's actions. */
function systemItems(model: MenuModel): Readonly<Record<string, Items>> {
  return {
    File: [
      { label: 'Open recent', enabled: model.recent.length > 0, submenu: recentItems(model) },
      separator,
      mac ? { role: 'close' } : { role: 'quit' },
    ],
    Edit: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
    View: [
      // Ctrl 0 belongs to the network.
      { role: 'resetZoom', accelerator: 'CmdOrCtrl+Alt+0' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
    ],
  };
}

function recentItems(model: MenuModel): Items {
  const files = model.recent.map((file): MenuItemConstructorOptions => ({
    label: basename(file.path).replaceAll('&', '&&'),
    click: () => {
      model.openRecent(file);
    },
  }));
  return [...files, separator, { label: 'Clear', click: model.clearRecent }];
}
