/** The native menu: the page's own items, from its registry of actions, and what the system brings. */
import { basename } from 'node:path';
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuBarView, MenuItemView } from '../../shared/contract/menu.ts';
import type { Grant } from './fileGrants.ts';
import { acceleratorOf, mnemonicsFor } from './menuKeys.ts';

type Items = MenuItemConstructorOptions[];

/** What the menu shows, and what its items do. */
export interface MenuModel {
  /** As the page has it; empty while there is no page. */
  readonly bar: MenuBarView;
  readonly recent: readonly Grant[];
  /** Runs an action of the page by its id. */
  readonly command: (id: string) => void;
  readonly openRecent: (file: Grant) => void;
  readonly clearRecent: () => void;
}

const mac = process.platform === 'darwin';
const separator: MenuItemConstructorOptions = { type: 'separator' };

/** What the native menu shows now. */
let shown: MenuModel | null = null;

/**
 * Shows the model. Where only what can be done has changed, items are switched and the menu is left standing: one that is
 * open stays open.
 */
export function setMenu(model: MenuModel): void {
  const stands = shown !== null && built(shown) === built(model);
  shown = model;
  if (stands) mark(model);
  else Menu.setApplicationMenu(Menu.buildFromTemplate(template(model)));
}

/** All that a menu is built from, as text. */
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
  // These stand where systems have them, with or without a page.
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
    // The page listens to its keys itself, and knows when they mean something else.
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
    click: () => {
      if (shown === null) return;
      shown.command(id);
      // A press on a marked item turns its mark; what is the case comes from the page.
      mark(shown);
    },
  };
  return separated ? [separator, option] : [option];
}

/** What each menu has besides the page's actions. */
function systemItems(model: MenuModel): Readonly<Record<string, Items>> {
  return {
    File: [
      { label: 'Open recent', enabled: model.recent.length > 0, submenu: recentItems(model) },
      separator,
      mac ? { role: 'close' } : { role: 'quit' },
    ],
    Edit: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
    View: [
      // Ctrl 0 is the network's.
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
