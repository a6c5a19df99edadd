/** Which rooms of the workbench are open and how large they are. Remembered from one time to the next. */
import { TOUR } from './tour.ts';
import { recall, remember } from '../common/remembered.ts';

export const LEFT_TABS = [
  { value: 'data', label: 'Data' },
  { value: 'network', label: 'Network' },
  { value: 'history', label: 'History' },
] as const;
export type LeftTab = (typeof LEFT_TABS)[number]['value'];

export const BELOW_TABS = [
  { value: 'training', label: 'Training' },
  { value: 'formulas', label: 'Formulas' },
  { value: 'evaluation', label: 'Evaluation' },
  { value: 'predict', label: 'Predict' },
  { value: 'log', label: 'Log' },
] as const;
export type BelowTab = (typeof BELOW_TABS)[number]['value'];

/** In pixels, where set by hand; the others follow the window. */
export interface Sizes {
  readonly left?: number;
  readonly right?: number;
  readonly below?: number;
}

/** At most one dialog is open. */
export type Dialog = 'palette' | 'compare' | 'picture' | 'shortcuts';

export class ViewState {
  left = $state<LeftTab>(recall('view.left', 'data', isOneOf(LEFT_TABS)));
  below = $state<BelowTab>(recall('view.below', 'training', isOneOf(BELOW_TABS)));
  sizes = $state.raw<Sizes>(recall('view.sizes', {}, isSizes));
  dialog = $state<Dialog | null>(null);
  /** The stop of the tour; null while there is none. */
  tour = $state<number | null>(null);

  showLeft(tab: LeftTab): void {
    this.left = tab;
    remember('view.left', tab);
  }

  showBelow(tab: BelowTab): void {
    this.below = tab;
    remember('view.below', tab);
  }

  /** From stop to stop; past the last one it ends. */
  walkTour(by: number): void {
    const to = Math.max(0, (this.tour ?? -1) + by);
    const stop = TOUR[to];
    this.tour = to < TOUR.length ? to : null;
    if (stop?.left) this.showLeft(stop.left);
    if (stop?.below) this.showBelow(stop.below);
  }

  endTour(): void {
    this.tour = null;
  }

  resize(part: Sizes): void {
    this.sizes = { ...this.sizes, ...part };
    remember('view.sizes', this.sizes);
  }
}

function isOneOf<T extends string>(tabs: readonly { readonly value: T }[]) {
  return (value: unknown): value is T => tabs.some((tab) => tab.value === value);
}

function isSizes(value: unknown): value is Sizes {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((size) => typeof size === 'number' && Number.isFinite(size))
  );
}
