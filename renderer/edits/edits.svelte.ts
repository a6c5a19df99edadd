/** Changes to the network by hand: looked at, and done. What has been done comes back as the engine's `model` event. */
import type { EngineClient } from '../../shared/contract/engine.ts';
import type { ModelEdit } from '../../shared/contract/edits.ts';
import type { EditPreview, EditProgress } from '../../shared/contract/editViews.ts';

export class EditState {
  /** An edit is being done: no other can be. */
  busy = $state(false);
  /** What kind of edit that is; null where none is. */
  type = $state<ModelEdit['type'] | null>(null);
  /** How far it is, where it takes its time. */
  progress = $state.raw<EditProgress | null>(null);

  readonly #client: EngineClient;
  #abort = new AbortController();

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /**
   * What an edit would do. @param refit steps of training after it, 0 for none.
   * @throws what the engine says against it.
   */
  async preview(edit: ModelEdit, refit = 0, signal?: AbortSignal): Promise<EditPreview> {
    return this.#client.call('model.preview', { edit, refit }, signal);
  }

  /** Does an edit. @throws what the engine says against it; `cancelled` where it was stopped. */
  async apply(edit: ModelEdit, refit = 0): Promise<void> {
    this.#abort = new AbortController();
    this.busy = true;
    this.type = edit.type;
    try {
      await this.#client.call('model.edit', { edit, refit }, this.#abort.signal);
    } finally {
      this.busy = false;
      this.type = null;
      this.progress = null;
    }
  }

  /** Takes an event of the engine. */
  showProgress(progress: EditProgress | null): void {
    if (this.busy) this.progress = progress;
  }

  /** Calls off the edit under way: the network stays as it was. */
  stop(): void {
    this.#abort.abort();
  }
}
