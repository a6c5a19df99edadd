/** Walks in the tree of revisions. Where a walk has led comes back as the engine's `model` event. */
import type { EngineClient } from '../../shared/contract/contract.ts';
import type { HistoryView, RevisionLook } from '../../shared/contract/views.ts';
import type { NetworkState } from './network.svelte.ts';

/** As finely as a thumbnail or a plot of half a window needs it. */
const LOOK_POINTS = 64;

export class HistoryState {
  /** A walk is under way: no other can begin. */
  busy = $state(false);

  readonly #client: EngineClient;
  readonly #network: NetworkState;

  constructor(client: EngineClient, network: NetworkState) {
    this.#client = client;
    this.#network = network;
  }

  get view(): HistoryView {
    return this.#network.history;
  }

  undo(): Promise<void> {
    return this.#walk(() => this.#client.call('history.undo', undefined));
  }

  redo(): Promise<void> {
    return this.#walk(() => this.#client.call('history.redo', undefined));
  }

  goTo(revision: string): Promise<void> {
    return this.#walk(() => this.#client.call('history.goTo', { revision }));
  }

  /** @param name '' for none. */
  async name(revision: string, name: string): Promise<void> {
    this.#network.history = await this.#client.call('history.name', { revision, name });
  }

  /** A revision as it looks; the current one stays current. */
  look(revision: string, signal?: AbortSignal): Promise<RevisionLook> {
    return this.#client.call('history.look', { revision, points: LOOK_POINTS }, signal);
  }

  async #walk(step: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await step();
    } finally {
      this.busy = false;
    }
  }
}
