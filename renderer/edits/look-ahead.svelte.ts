/** One edit that is thought about: what it would do to the network, before it is done. */
import type { ModelEdit } from '../../shared/contract/edits.ts';
import type { EditPreview } from '../../shared/contract/editViews.ts';
import { editingSettings } from '../../shared/settings/editing.ts';
import { toAppError, type AppError } from '../../shared/errors.ts';
import type { EditState } from './edits.svelte.ts';

/** Steps in which the rest of the network makes up for an edit by hand. */
export const REFIT_STEPS = editingSettings.refit.default;
/** A refit is tried once the edit has stayed the same for so long. */
const SETTLE_MS = 250;

interface Wish {
  readonly edit: ModelEdit;
  readonly refit: boolean;
}

export class LookAhead {
  edit = $state.raw<ModelEdit | null>(null);
  /** Of the edit; while its numbers are being changed, of the last ones that the engine has seen. */
  effect = $state.raw<EditPreview | null>(null);
  /** The edge's curve under the edit itself, before any refit. */
  curve = $state.raw<EditPreview['curve']>(null);
  /** Why it cannot be done. */
  problem = $state.raw<AppError | null>(null);
  /** The effect is not yet all that there is to say of the edit. */
  looking = $state(false);
  /** The effect is of other numbers than the edit has now. */
  stale = $state(false);

  readonly #edits: EditState;
  #wish: Wish | null = null;
  #busy = false;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(edits: EditState) {
    this.#edits = edits;
  }

  /** Looks at an edit; null for none. @param refit whether to try also what a refit afterwards gives. */
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

  /** Looks no further, and keeps what is known: the edit is about to be done. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.looking = false;
  }

  /** One request at a time: of the edits that come meanwhile the newest is what counts. */
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

/** Which edits are the same but for their numbers. */
function subject(edit: ModelEdit | null): string {
  if (edit === null) return '';
  return JSON.stringify({ ...edit, affine: null, edgeThreshold: null, nodeThreshold: null });
}
