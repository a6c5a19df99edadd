/** The native menu, from the registry: a menu for each group of actions. Pure. */
import type { MenuBarView } from '../../shared/contract/menu.ts';
import type { Action, ActionGroup } from './action.ts';

/** From left to right, as systems have them. */
const MENUS: readonly ActionGroup[] = [
  'File',
  'Edit',
  'View',
  'Network',
  'Edge',
  'Training',
  'Formula',
  'Evaluation',
  'Help',
];

/**
 * @param allowed whether an action can be performed from a menu now.
 */
export function menuBarOf(actions: readonly Action[], allowed: (action: Action) => boolean): MenuBarView {
  return MENUS.map((label) => ({
    label,
    items: actions
      .filter(({ group }) => group === label)
      .map((action, index) => ({
        id: action.id,
        label: action.label,
        shortcut: action.shortcut,
        enabled: allowed(action),
        checked: action.checked?.() ?? null,
        separated: action.separated && index > 0,
      })),
  }));
}
