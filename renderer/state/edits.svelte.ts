/** Changes to the network by hand: looked at, and done. What has been done comes back as the engine's `model` event. */
import type { EngineClient } from '../../shared/contract/contract.ts';
import type { ModelEdit } from '../../shared/contract/edits.ts';
import type { EditPreview } from '../../shared/contract/views.ts';

export class EditState {
  /** An edit is being done: no other can be. */
  busy = $state(false);

  readonly #client: EngineClient;

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

  /** Does an edit. @throws what the engine says against it. */
  async apply(edit: ModelEdit, refit = 0, signal?: AbortSignal): Promise<void> {
    this.busy = true;
    try {
      await this.#client.call('model.edit', { edit, refit }, signal);
    } finally {
      this.busy = false;
    }
  }
}
