/**
 * All actions of the window, found by their ids. Menus, toolbars, keyboard, context menus and the palette draw from it.
 */
import { ACTION_GROUPS, type Action } from './action.ts';
import { sameKeys } from './shortcuts.ts';

/** What a room may use: the actions that it names, by their ids, and the list of all. */
export interface Actions<Id extends string = never> {
  /** In the order of their groups. */
  readonly all: readonly Action[];
  readonly get: (id: Id) => Action;
}

export class ActionRegistry<Id extends string> implements Actions<Id> {
  readonly all: readonly Action<Id>[];
  readonly #byId: ReadonlyMap<string, Action<Id>>;

  /** @throws where two actions have one id, or one key. */
  constructor(actions: readonly Action<Id>[]) {
    this.all = ACTION_GROUPS.flatMap((group) => actions.filter((action) => action.group === group));
    this.#byId = new Map(actions.map((action) => [action.id, action]));
    rejectTwins(actions);
  }

  get(id: Id): Action {
    return this.#byId.get(id)!;
  }

  /** @param id as the native menu sends it back; undefined where there is no such action. */
  find(id: string): Action | undefined {
    return this.#byId.get(id);
  }
}

function rejectTwins(actions: readonly Action[]): void {
  actions.forEach((action, index) => {
    for (const other of actions.slice(0, index)) {
      if (other.id === action.id) throw new Error(`Two actions have the id ${action.id}.`);
      const key = keysOf(action).find((keys) => keysOf(other).some((others) => sameKeys(keys, others)));
      if (key !== undefined)
        throw new Error(`The actions ${other.id} and ${action.id} have one key: ${key}.`);
    }
  });
}

function keysOf({ shortcut, otherShortcuts }: Action): readonly string[] {
  return shortcut === null ? otherShortcuts : [shortcut, ...otherShortcuts];
}
