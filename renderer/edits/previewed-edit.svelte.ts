/** The preview of one edit: what it would do to the network. */
import type { ModelEdit } from '../../shared/edits/edits.ts';
import type { EditPreview } from '../../shared/contract/views/edit.ts';
import { editingSettings } from '../../shared/settings/editing.ts';
import { toAppError, type AppError } from '../../shared/errors.ts';
import type { EditState } from './edits.svelte.ts';

/** Steps in which the rest of the network compensates for an edit by hand. */
export const REFIT_STEPS = editingSettings.refit.default;
/** A refit is tried once the edit has not changed for this long. */
const SETTLE_MS = 250;

interface Wish {
  readonly edit: ModelEdit;
  readonly refit: boolean;
}

export class PreviewedEdit {
  edit = $state.raw<ModelEdit | null>(null);
  /**
   * The preview of the edit; while its numbers are being changed, the preview of the last numbers that the engine has
   * seen.
   */
  effect = $state.raw<EditPreview | null>(null);
  /** The edge's curve after the edit, before any refit. */
  curve = $state.raw<EditPreview['curve']>(null);
  /** Why it cannot be made. */
  problem = $state.raw<AppError | null>(null);
  /** The preview is not complete yet. */
  looking = $state(false);
  /** The preview is of other numbers than the edit has now. */
  stale = $state(false);

  readonly #edits: EditState;
  #wish: Wish | null = null;
  #busy = false;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(edits: EditState) {
    this.#edits = edits;
  }

  /** Previews an edit; null for none. @param refit whether to preview also a refit afterwards. */
  consider(edit: ModelEdit | null, refit = false): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    if (edit === null || subject(edit) !== subject(this.edit)) this.#forget();
    this.edit = edit;
    this.problem = null;
    this.looking = edit !== null;
    this.stale = true;
    this.#wish = edit && { edit, refit };
    if (edit !== null && !this.#busy) void this.#work();
  }

  /** Stops the preview and keeps its last result: the edit is about to be made. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.looking = false;
  }

  /** Sends one request at a time: of the edits that arrive meanwhile, only the newest is previewed. */
  async #work(): Promise<void> {
    this.#busy = true;
    let wish = this.#wish;
    while (wish) {
      await this.#ask(wish, 0);
      if (wish === this.#wish) break;
      wish = this.#wish;
    }
    this.#busy = false;
    if (wish?.refit && this.problem === null) this.#refitSoon(wish);
    else this.looking = false;
  }

  #refitSoon(wish: Wish): void {
    this.#timer = setTimeout(() => {
      this.#abort = new AbortController();
      void this.#ask(wish, REFIT_STEPS, this.#abort.signal).then(() => {
        if (wish === this.#wish) this.looking = false;
      });
    }, SETTLE_MS);
  }

  async #ask(wish: Wish, refit: number, signal?: AbortSignal): Promise<void> {
    try {
      const effect = await this.#edits.preview(wish.edit, refit, signal);
      if (subject(wish.edit) !== subject(this.edit)) return;
      this.effect = effect;
      if (refit === 0) this.curve = effect.curve;
      this.stale = wish !== this.#wish;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (wish !== this.#wish || error.kind === 'cancelled') return;
      this.problem = error;
      this.#forget();
    }
  }

  #forget(): void {
    this.effect = null;
    this.curve = null;
  }
}

/** Whether two edits differ only in their numbers. */
function subject(edit: ModelEdit | null): string {
  if (edit === null) return '';
  return JSON.stringify({ ...edit, affine: null, edgeThreshold: null, nodeThreshold: null });
}
