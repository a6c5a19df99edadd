/** Fixing edges to functions by hand: the candidates for an edge, the function that is tried, and its preview. */
import type { EngineClient } from '../../../../shared/contract/engine.ts';
import type { ModelEdit } from '../../../../shared/edits/edits.ts';
import type { SuggestionsView, SuggestionView } from '../../../../shared/contract/views/formula.ts';
import type { EdgeDetail } from '../../../../shared/contract/views/inspected.ts';
import type { EdgeRef } from '../../../../shared/refs.ts';
import { toAppError, type AppError } from '../../../../shared/errors.ts';
import type { EditState } from '../../../edits/edits.svelte.ts';
import { PreviewedEdit, REFIT_STEPS } from '../../../edits/previewed-edit.svelte.ts';
import { edgeKey, sameEdge } from '../../../common/refs.ts';

type Affine = NonNullable<EdgeDetail['affine']>;
/** The most typed functions that are kept; they are offered for every edge. */
const KEPT_FUNCTIONS = 12;

export class FixingState {
  /** Whether the rest of the network is refitted after edges are fixed. */
  refit = $state(true);
  suggestions = $state.raw<SuggestionsView | null>(null);
  asking = $state(false);
  /** Why there are no suggestions. */
  problem = $state.raw<AppError | null>(null);
  /** Functions that the person has typed, the newest first. */
  own = $state.raw<readonly string[]>([]);
  /** The function that is tried on the edge: an edit of the kinds `fix` or `affine`. */
  readonly trial: PreviewedEdit;
  /** The preview of the button under the pointer or with the focus. */
  readonly hovered: PreviewedEdit;

  readonly tried = $derived.by((): { function: string | null; affine: Affine } | null => {
    const edit = this.trial.edit;
    if (edit?.type === 'affine') return { function: null, affine: edit.affine };
    return edit?.type === 'fix' && edit.function !== null && edit.affine
      ? { function: edit.function, affine: edit.affine }
      : null;
  });
  /** The candidate that Enter fixes: the tried one, else the best one. */
  readonly best = $derived.by((): SuggestionView | null => {
    const { candidates, best } = this.suggestions ?? { candidates: [], best: null };
    return candidates.find((candidate) => candidate.function === best) ?? null;
  });

  /** What undo discarded of {@link trial}. */
  #discarded = $state.raw<ModelEdit | null>(null);
  readonly canUndo = $derived.by(() => this.trial.edit !== null);
  readonly canRedo = $derived(this.#discarded !== null);

  readonly #client: EngineClient;
  readonly #edits: EditState;
  #edge: EdgeRef | null = null;
  #followed = '';
  #abort: AbortController | null = null;

  constructor(client: EngineClient, edits: EditState) {
    this.#client = client;
    this.#edits = edits;
    this.trial = new PreviewedEdit(edits);
    this.hovered = new PreviewedEdit(edits);
  }

  /**
   * Changes to another edge or revision: the function that was tried is discarded.
   * @param edge null where there is none, or while the network is in training.
   */
  follow(edge: EdgeRef | null, revision: string | null): void {
    const followed = edge ? `${revision ?? ''}:${edgeKey(edge)}` : '';
    if (followed === this.#followed) return;
    this.#followed = followed;
    this.#edge = edge;
    this.drop();
    this.hovered.consider(null);
    this.suggestions = null;
    void this.ask();
  }

  /** Asks the engine for the candidates. */
  async ask(): Promise<void> {
    this.#abort?.abort();
    this.problem = null;
    this.asking = this.#edge !== null;
    if (!this.#edge) return;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const request = { edge: this.#edge, functions: [...this.own] };
      const suggestions = await this.#client.call('edge.suggest', request, abort.signal);
      if (!abort.signal.aborted) this.suggestions = suggestions;
    } catch (thrown) {
      if (!abort.signal.aborted) this.problem = toAppError(thrown);
    } finally {
      if (!abort.signal.aborted) this.asking = false;
    }
  }

  /** Tries a function on the edge. */
  try(fn: string, affine: Affine): void {
    if (this.#edge) this.#consider(fixTo(this.#edge, fn, affine));
  }

  /** Tries other numbers for the function that is tried, or that the edge is fixed to. */
  adjust(affine: Affine): void {
    if (!this.#edge) return;
    const edit = this.trial.edit;
    this.#consider(edit?.type === 'fix' ? { ...edit, affine } : { type: 'affine', edge: this.#edge, affine });
  }

  drop(): void {
    this.trial.consider(null);
    this.#discarded = null;
  }

  /** Discards what is tried, so that {@link redo} can try it again. */
  undo(): void {
    const { edit } = this.trial;
    this.drop();
    this.#discarded = edit;
  }

  redo(): void {
    if (this.#discarded) this.#consider(this.#discarded);
  }

  /** Previews the function again, with or without a refit. */
  setRefit(refit: boolean): void {
    this.refit = refit;
    if (this.trial.edit) this.#consider(this.trial.edit);
  }

  /** Adds a typed function to the candidates, fits it to the edge and tries it. @param fn an expression in x */
  async tryOwn(fn: string): Promise<void> {
    this.own = [fn, ...this.own.filter((known) => known !== fn)].slice(0, KEPT_FUNCTIONS);
    await this.ask();
    const found = this.suggestions?.candidates.find((candidate) => candidate.function === fn);
    if (found) this.try(found.function, found.affine);
  }

  /** Applies the edit that is tried; without one, fixes the edge to its best candidate. */
  async fix(): Promise<void> {
    const { edit } = this.trial;
    if (edit) return this.#apply(edit);
    if (this.best && this.#edge && this.suggestions && sameEdge(this.suggestions, this.#edge))
      return this.#apply(fixTo(this.#edge, this.best.function, this.best.affine));
  }

  /** Fixes several edges at once. @param fn null for the best candidate of each. */
  async fixAll(edges: readonly EdgeRef[], fn: string | null): Promise<void> {
    if (this.#edits.busy) return;
    // The progress is shown in place of the preview.
    this.hovered.consider(null);
    await this.#edits.apply(this.#fixAll(edges, fn), this.refit ? REFIT_STEPS : 0);
  }

  /** Previews {@link fixAll}. */
  previewFixAll(edges: readonly EdgeRef[], fn: string | null): void {
    this.hovered.consider(this.#fixAll(edges, fn), this.refit);
  }

  #fixAll(edges: readonly EdgeRef[], fn: string | null): ModelEdit {
    const own = fn === null && this.own.length > 0 ? { own: [...this.own] } : {};
    return { type: 'fix', edges: [...edges], function: fn, affine: null, ...own };
  }

  #consider(edit: ModelEdit): void {
    this.#discarded = null;
    this.trial.consider(edit, this.refit);
  }

  async #apply(edit: ModelEdit): Promise<void> {
    if (this.#edits.busy) return;
    this.trial.rest();
    await this.#edits.apply(edit, this.refit ? REFIT_STEPS : 0);
    this.drop();
  }
}

function fixTo(edge: EdgeRef, fn: string, affine: Affine | null): ModelEdit {
  return { type: 'fix', edges: [edge], function: fn, affine };
}
