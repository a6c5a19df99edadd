/**
 * The registry: the actions of all rooms. A room has a file of its own here, which names what can be done in it; menus,
 * toolbar, keyboard, context menus and the palette follow by themselves.
 */
import type { Workbench } from '../state/workbench.svelte.ts';
import { ACTION_GROUPS, type Action } from './action.ts';
import { edgeActions } from './edge.ts';
import { evaluationActions } from './evaluation.ts';
import { fileActions } from './file.ts';
import { formulaActions } from './formula.ts';
import { graphActions } from './graph.ts';
import { helpActions } from './help.ts';
import { historyActions } from './history.ts';
import { trainingActions } from './training.ts';
import { viewActions } from './view.ts';

const ROOMS: readonly ((bench: Workbench) => readonly Action[])[] = [
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
export function createActions(bench: Workbench): readonly Action[] {
  const all = ROOMS.flatMap((room) => room(bench));
  return ACTION_GROUPS.flatMap((group) => all.filter((action) => action.group === group));
}

export type ActionMap = ReadonlyMap<string, Action>;

export function byId(actions: readonly Action[]): ActionMap {
  return new Map(actions.map((action) => [action.id, action]));
}
