/** Which panels of the window are open and how large they are. Stored for the next time. */
import type { Panel, PanelSlot } from './room.ts';
import { recall, remember } from './remembered.ts';

/** In pixels, where set by hand; the others follow the window. */
export interface Sizes {
  readonly left?: number;
  readonly right?: number;
  readonly below?: number;
}

export type BelowRoom = 'normal' | 'folded' | 'large';

/** What a room may use of the window: the panels that it names, by their ids. */
export interface View<Id extends string = never> {
  /** At most one dialog is open, by its name. */
  dialog: string | null;
  /** Only the network and its figures and formula, large. */
  presenting: boolean;
  readonly show: (panel: Id) => void;
  /** Whether a panel is the open one of its tabs. */
  readonly isOpen: (panel: Id) => boolean;
}

export class ViewState<Id extends string> implements View<Id> {
  dialog = $state<string | null>(null);
  /** Of this window, until a panel is shown: it is not remembered. */
  presenting = $state(false);
  sizes = $state.raw<Sizes>(recall('view.sizes', {}, isSizes));
  /** The height of the panels below: their own size, only their tabs, or most of the window. */
  below = $state<BelowRoom>(recall('view.belowRoom', 'normal', isBelowRoom));
  #open = $state.raw<Readonly<Record<PanelSlot, string>>>({
    left: recall('view.left', '', isText),
    below: recall('view.below', '', isText),
  });
  readonly #panels: () => readonly Panel<Id>[];

  /** @param panels all of the window, in the order of their tabs */
  constructor(panels: () => readonly Panel<Id>[]) {
    this.#panels = panels;
  }

  /** The tabs on one side. */
  panelsAt(slot: PanelSlot): readonly Panel<Id>[] {
    return this.#panels().filter((panel) => panel.slot === slot);
  }

  /** The open one of the tabs on one side; the first where none was opened yet. */
  openAt(slot: PanelSlot): Panel<Id> {
    const panels = this.panelsAt(slot);
    return panels.find(({ id }) => id === this.#open[slot]) ?? panels[0];
  }

  isOpen(id: Id): boolean {
    return this.#panels().some((panel) => panel.id === id && this.openAt(panel.slot) === panel);
  }

  show(id: Id): void {
    const panel = this.#panels().find((one) => one.id === id);
    if (!panel) return;
    this.presenting = false;
    this.#open = { ...this.#open, [panel.slot]: id };
    if (panel.slot === 'below' && this.below === 'folded') this.setBelow('normal');
    remember(`view.${panel.slot}`, id);
  }

  setBelow(room: BelowRoom): void {
    this.below = room;
    remember('view.belowRoom', room);
  }

  resize(part: Sizes): void {
    this.sizes = { ...this.sizes, ...part };
    if (part.below !== undefined) this.setBelow('normal');
    remember('view.sizes', this.sizes);
  }
}

function isBelowRoom(value: unknown): value is BelowRoom {
  return value === 'normal' || value === 'folded' || value === 'large';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isSizes(value: unknown): value is Sizes {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((size) => typeof size === 'number' && Number.isFinite(size))
  );
}
