/** Smaller networks to choose from. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { SimplifyView } from '../../../shared/contract/views/simplify.ts';
import type { EditState } from '../../edits/edits.svelte.ts';
import { proposedIndex } from './choice.ts';

export class SimplifyState {
  /** The smaller networks, and the one that they were made from; null until they were asked for. */
  found = $state.raw<SimplifyView | null>(null);
  /** Index of the selected network; −1 where there is none. */
  selected = $state(-1);

  /** Smaller networks are being trained; this takes seconds and can be stopped. */
  readonly busy = $derived.by(() => this.#edits.type === 'simplify');
  readonly progress = $derived.by(() => (this.busy ? this.#edits.progress : null));

  readonly #client: EngineClient;
  readonly #edits: EditState;

  constructor(client: EngineClient, edits: EditState) {
    this.#client = client;
    this.#edits = edits;
  }

  /** Trains smaller networks. @throws the error of the engine; `cancelled` where it was stopped. */
  async find(): Promise<void> {
    this.clear();
    const found = await this.#edits.during('simplify', (signal) =>
      this.#client.call('model.simplify', undefined, signal),
    );
    this.found = found;
    this.selected = proposedIndex(found);
  }

  stop(): void {
    this.#edits.stop();
  }

  /** Replaces the network by the selected one. @throws the error of the engine. */
  async use(): Promise<void> {
    await this.#client.call('model.useSimpler', { index: this.selected });
  }

  clear(): void {
    this.found = null;
    this.selected = -1;
  }
}
