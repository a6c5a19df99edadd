/** Goes through the recorded steps of a run: the network shows the curves of that step in place of its own. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { MomentView } from '../../../shared/contract/views/training.ts';
import { countText, errorText } from '../../../shared/figures.ts';
import { newestOnly } from '../../common/newest-only.ts';
import type { NetworkState } from '../../common/network.svelte.ts';

/** Milliseconds from one recorded step to the next. */
export const PACES = { slow: 800, normal: 350, fast: 120 } as const;
export type PaceName = keyof typeof PACES;

/**
 * A recorded step with its errors, `step 12: training 0.01, validation 0.02`, or a model that was tried, `Straight
 * lines: error 0.2 on held-out rows`.
 */
function momentText({ step, train, validation, rung, heldOut }: MomentView): string {
  if (heldOut !== null) return `${rung}: error ${errorText(heldOut, 3)} on held-out rows`;
  const held = Number.isFinite(validation) ? `, validation ${errorText(validation, 3)}` : '';
  return `${rung === '' ? '' : `${rung}, `}step ${countText(step)}: training ${errorText(train, 3)}${held}`;
}

export class FilmState {
  /** The recorded steps, with their errors. */
  points = $state.raw<readonly MomentView[]>([]);
  pace = $state<PaceName>('normal');
  playing = $state(false);
  #step = $state<number | null>(null);
  /** Place of the step that is shown among the recorded ones; after the last of them for the network as it is. */
  readonly at = $derived.by(() => placeOf(this.points, this.#step));
  /** The step that is shown; null for the network as it is. */
  readonly point = $derived.by(() => this.points.at(this.at) ?? null);

  /** What is said of the network on screen; '' where it is the network as it is. */
  readonly said = $derived(this.point === null ? '' : momentText(this.point));

  readonly #client: EngineClient;
  readonly #network: NetworkState;
  readonly #show: () => Promise<void>;
  /** Counts the plays: one that was ended does not go on after a later one has begun. */
  #play = 0;
  #sliders = 0;

  constructor(client: EngineClient, network: NetworkState) {
    this.#client = client;
    this.#network = network;
    this.#show = newestOnly(() => this.#read());
  }

  /** Reads which steps are recorded. */
  async load(): Promise<void> {
    this.points = await this.#client.call('run.moments', undefined);
  }

  /**
   * A slider of the steps is on screen.
   * @returns removes it. Without any slider nothing would say that the network is shown as it was: it is shown as it is.
   */
  join(): () => void {
    this.#sliders++;
    return () => {
      if (--this.#sliders === 0) this.leave();
    };
  }

  /** Shows the network as it is. */
  leave(): void {
    this.pause();
    this.#step = null;
    this.#network.past = null;
  }

  /** Another network, or another run: its recorded steps are not known yet. */
  clear(): void {
    this.leave();
    this.points = [];
  }

  /** Shows a recorded step. @param at its place; after the last one for the network as it is. */
  async show(at: number): Promise<void> {
    this.#step = this.points.at(at)?.step ?? null;
    await this.#show();
  }

  /** Shows one recorded step after the other, from the one that is shown, or from the first. */
  async play(): Promise<void> {
    const own = ++this.#play;
    this.playing = true;
    let next = this.point === null ? 0 : this.at + 1;
    try {
      for (; next <= this.points.length && own === this.#play; next++) {
        await this.show(next);
        if (next < this.points.length) await pause(PACES[this.pace]);
      }
    } finally {
      if (own === this.#play) this.playing = false;
    }
  }

  pause(): void {
    this.#play++;
    this.playing = false;
  }

  async #read(): Promise<void> {
    const step = this.#step;
    if (step === null) {
      this.#network.past = null;
      return;
    }
    const curves = await this.#client.call('run.moment', { step });
    // Meanwhile there may be another network.
    if (this.#step !== null) this.#network.past = curves;
  }
}

/** The place of a step, or of the last one before it where it is no longer recorded. */
function placeOf(points: readonly MomentView[], step: number | null): number {
  if (step === null) return points.length;
  return Math.max(
    0,
    points.findLastIndex((point) => point.step <= step),
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
