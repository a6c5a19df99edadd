/** The tour of the window: which stop it shows. */
import type { View } from '../../common/view.svelte.ts';
import { TOUR, type TourPanel } from './tour.ts';

export class TourState {
  /** Index in the list of stops; null while there is no tour. */
  at = $state<number | null>(null);
  readonly #view: View<TourPanel>;

  constructor(view: View<TourPanel>) {
    this.#view = view;
  }

  start(): void {
    this.at = null;
    this.walk(1);
  }

  /** Moves by some stops; after the last stop the tour ends. */
  walk(by: number): void {
    const to = Math.max(0, (this.at ?? -1) + by);
    this.at = to < TOUR.length ? to : null;
    const panel = TOUR[to]?.panel;
    if (panel) this.#view.show(panel);
  }

  end(): void {
    this.at = null;
  }
}
