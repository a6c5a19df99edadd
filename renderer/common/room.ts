/** The interface between a room and the window. */
import type { Component } from 'svelte';
import type { EngineClient, EngineEvents } from '../../shared/contract/engine.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import type { Action } from '../actions/action.ts';

/** A part of the window that belongs to a room. Its component takes the room's needs as `studio`. */
interface Shown {
  readonly component: Component<{ studio: never }>;
  readonly studio: never;
}

/** Sides of the window where panels stand behind tabs. */
export type PanelSlot = 'left' | 'below';

/** A panel behind a tab. Tabs, the palette and the menu follow from it. */
export interface Panel<Id extends string = string> extends Shown {
  readonly id: Id;
  /** On its tab. */
  readonly title: string;
  /** The title of the panel. */
  readonly heading: string;
  readonly slot: PanelSlot;
  /** On the left side: it fills its place and scrolls by itself, as all panels below do. */
  readonly filled: boolean;
}

/**
 * Places of the window besides the tabs: the line under the top bar (`banner`), the line above the workbench (`strip`),
 * the whole screen, the middle and the
 * right of the workbench, its foot, what stands beside the network in a presentation, the foot of the panels on the left, the heading of the panels below (`run` before
 * the end of the tabs, `runFacts` at the right), and the layer above everything.
 */
export type PartSlot =
  | 'banner'
  | 'strip'
  | 'screen'
  | 'middle'
  | 'right'
  | 'beside'
  | 'foot'
  | 'leftFoot'
  | 'run'
  | 'runFacts'
  | 'over';

/** A component of a room that is shown in the window without a tab. */
export interface Part extends Shown {
  readonly slot: PartSlot;
  readonly when: () => boolean;
}

export interface Room {
  readonly actions?: readonly Action[];
  readonly panels?: readonly Panel[];
  readonly parts?: readonly Part[];
  /** Listens to the engine and to main. @returns functions that end it */
  listen?(client: EngineClient): readonly (() => void)[];
  /** The full state of the engine: at the start, after a restart, after opening another project. */
  restore?(snapshot: Snapshot): void;
  /** The network has changed, or another revision is current. */
  modelChanged?(event: EngineEvents['model']): void;
  /** A new network replaces the last one: results about the last one are removed. */
  beginAnew?(): void;
  /** The engine has ended, and everything that was under way. @returns what ended and how to have it again; '' for nothing. */
  engineLost?(): string;
}

/** A panel of a room. */
export function panel<const Id extends string, Needs>(
  studio: Needs,
  record: {
    readonly id: Id;
    readonly title: string;
    /** Where it is not the title. */
    readonly heading?: string;
    readonly slot: PanelSlot;
    readonly filled?: boolean;
    readonly component: Component<{ studio: Needs }>;
  },
): Panel<Id> {
  return { heading: record.title, filled: false, ...record, ...shown(studio, record.component) };
}

/** A part of a room. @param when whether it is shown; always, where it is left out */
export function part<Needs>(
  studio: Needs,
  slot: PartSlot,
  component: Component<{ studio: Needs }>,
  when: () => boolean = () => true,
): Part {
  return { slot, when, ...shown(studio, component) };
}

/** The types of component and needs belong together; outside of the room they are not known. */
function shown<Needs>(studio: Needs, component: Component<{ studio: Needs }>): Shown {
  return { component: component, studio: studio as never };
}
