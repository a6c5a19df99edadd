/**
 * The registry: the actions of all rooms. A room has a file of its own here, which names what can be done in it; menus,
 * toolbar, keyboard, context menus and the palette follow by themselves.
 */
import type { Studio } from '../studio.svelte.ts';
import { ACTION_GROUPS, type Action } from './action.ts';
import { edgeActions } from '../rooms/inspector/actions.ts';
import { evaluationActions } from '../rooms/evaluation/actions.ts';
import { fileActions } from '../rooms/files/actions.ts';
import { formulaActions } from '../rooms/formula/actions.ts';
import { graphActions } from '../rooms/graph/actions.ts';
import { helpActions } from '../shell/help-actions.ts';
import { historyActions } from '../rooms/history/actions.ts';
import { trainingActions } from '../rooms/train/actions.ts';
import { viewActions } from '../shell/view-actions.ts';

const ROOMS: readonly ((studio: Studio) => readonly Action[])[] = [
  fileActions,
  historyActions,
  trainingActions,
  graphActions,
  edgeActions,
  formulaActions,
  evaluationActions,
  viewActions,
  helpActions,
];

/** All actions, in the order of their groups. */
export function createActions(studio: Studio): readonly Action[] {
  const all = ROOMS.flatMap((room) => room(studio));
  return ACTION_GROUPS.flatMap((group) => all.filter((action) => action.group === group));
}

export type ActionMap = ReadonlyMap<string, Action>;

export function byId(actions: readonly Action[]): ActionMap {
  return new Map(actions.map((action) => [action.id, action]));
}
