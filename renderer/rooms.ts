/** The list of rooms: a new room is added here, and its state in `studio.svelte.ts`. */
import type { Action } from './actions/action.ts';
import type { Panel, Room } from './common/room.ts';
import { appearanceRoom } from './rooms/appearance/room.ts';
import { comparisonRoom } from './rooms/comparison/room.ts';
import { dataRoom } from './rooms/data/room.ts';
import { equationsRoom } from './rooms/equations/room.ts';
import { evaluationRoom } from './rooms/evaluation/room.ts';
import { figuresRoom } from './rooms/figures/room.ts';
import { filesRoom } from './rooms/files/room.ts';
import { formulaRoom } from './rooms/formula/room.ts';
import { graphRoom } from './rooms/graph/room.ts';
import { helpRoom } from './rooms/help/room.ts';
import { historyRoom } from './rooms/history/room.ts';
import { inspectorRoom } from './rooms/inspector/room.ts';
import { logRoom } from './rooms/log/room.ts';
import { networkRoom } from './rooms/network/room.ts';
import { phasesRoom } from './rooms/phases/room.ts';
import { pictureRoom } from './rooms/picture/room.ts';
import { predictRoom } from './rooms/predict/room.ts';
import { safetyRoom } from './rooms/safety/room.ts';
import { simplifyRoom } from './rooms/simplify/room.ts';
import { trainRoom } from './rooms/train/room.ts';
import { welcomeRoom } from './rooms/welcome/room.ts';

/** In the order of their tabs, and of their actions within a group. */
const ROOMS = [
  welcomeRoom,
  filesRoom,
  equationsRoom,
  dataRoom,
  networkRoom,
  historyRoom,
  trainRoom,
  simplifyRoom,
  graphRoom,
  pictureRoom,
  inspectorRoom,
  formulaRoom,
  evaluationRoom,
  predictRoom,
  logRoom,
  comparisonRoom,
  phasesRoom,
  appearanceRoom,
  helpRoom,
  safetyRoom,
  figuresRoom,
] as const;

type Made = ReturnType<(typeof ROOMS)[number]>;
type IdIn<List> = List extends readonly { readonly id: infer Id extends string }[] ? Id : never;
type Listed<Key extends string, Of> = Of extends Readonly<Record<Key, infer List>> ? IdIn<List> : never;

/** The ids of all panels. */
export type PanelId = Listed<'panels', Made>;
/** The ids of all actions: those of the rooms, and one for each panel that shows it. */
export type ActionId = Listed<'actions', Made> | `view.${PanelId}`;

/** What all rooms need together. */
type Needs = Parameters<(typeof ROOMS)[number]>[0] extends infer Each
  ? (Each extends unknown ? (each: Each) => void : never) extends (all: infer All) => void
    ? All
    : never
  : never;

interface Rooms {
  readonly rooms: readonly Room[];
  readonly actions: readonly Action<ActionId>[];
  readonly panels: readonly Panel<PanelId>[];
}

export function createRooms(studio: Needs): Rooms {
  const rooms: readonly Room[] = ROOMS.map((room) => room(studio));
  return {
    rooms,
    // The types above know each id, but a list of all ids does not.
    actions: rooms.flatMap(({ actions = [] }) => actions) as readonly Action<ActionId>[],
    panels: rooms.flatMap(({ panels = [] }) => panels) as readonly Panel<PanelId>[],
  };
}
