/** Edits of the network by hand: previews and edits. The result of an edit arrives as the engine's `model` event. */
import type { EngineClient } from '../../shared/contract/engine.ts';
import type { ModelEdit } from '../../shared/edits/edits.ts';
import type { EditPreview } from '../../shared/contract/views/edit.ts';
import type { WorkProgress } from '../../shared/contract/views/progress.ts';
import { followedWork, type FollowedWork } from '../../shared/results/progress.ts';

export class EditState {
  /** An edit is running: no other can start. */
  busy = $state(false);
  /** The kind of that edit; null where none is running. */
  type = $state<ModelEdit['type'] | 'simplify' | null>(null);
  /** Its progress, where it takes some time. */
  progress = $state.raw<FollowedWork | null>(null);

  readonly #client: EngineClient;
  #abort = new AbortController();

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /**
   * The preview of an edit. @param refit steps of training after it, 0 for none.
   * @throws the error of the engine.
   */
  async preview(edit: ModelEdit, refit = 0, signal?: AbortSignal): Promise<EditPreview> {
    return this.#client.call('model.preview', { edit, refit }, signal);
  }

  /** Makes an edit. @throws the error of the engine; `cancelled` where it was stopped. */
  async apply(edit: ModelEdit, refit = 0): Promise<void> {
    await this.during(edit.type, (signal) => this.#client.call('model.edit', { edit, refit }, signal));
  }

  /** Does what keeps other edits away, and can be stopped. @throws as {@link apply} does. */
  async during<T>(
    type: NonNullable<EditState['type']>,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    this.#abort = new AbortController();
    this.busy = true;
    this.type = type;
    try {
      return await work(this.#abort.signal);
    } finally {
      this.busy = false;
      this.type = null;
      this.progress = null;
    }
  }

  /** Takes an event of the engine. */
  showProgress(work: WorkProgress): void {
    if (this.busy) this.progress = followedWork(this.progress, work, performance.now());
  }

  /** Cancels the edit under way: the network stays as it was. */
  stop(): void {
    this.#abort.abort();
  }
}
