/**
 * Undo steps that are in no revision, since the network last changed: a set-up that is not applied yet, a name. Undo
 * reverses these one by one before it goes back in the history.
 */

interface PageStep {
  readonly undo: () => unknown;
  readonly redo: () => unknown;
}

/** What undo and redo reverse. */
export type Reversible = Pick<PageSteps, 'canUndo' | 'canRedo' | 'undo' | 'redo'>;

export class PageSteps {
  #past = $state.raw<readonly PageStep[]>([]);
  #future = $state.raw<readonly PageStep[]>([]);

  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);

  /** A change that can be reversed. */
  add(step: PageStep): void {
    this.#past = [...this.#past, step];
    this.#future = [];
  }

  undo(): unknown {
    const last = this.#past.at(-1);
    if (!last) return undefined;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, last];
    return last.undo();
  }

  redo(): unknown {
    const next = this.#future.at(-1);
    if (!next) return undefined;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, next];
    return next.redo();
  }

  /** The network has changed: from now on undo goes back in the history. */
  clear(): void {
    if (this.canUndo) this.#past = [];
    if (this.canRedo) this.#future = [];
  }
}
