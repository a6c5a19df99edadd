/**
 * Changes since the network last changed that are in no revision: a set-up that waits to be applied, a name. Undo
 * reverses these one by one before it goes back in the history.
 */

interface Aside {
  readonly undo: () => unknown;
  readonly redo: () => unknown;
}

export class Asides {
  #past = $state.raw<readonly Aside[]>([]);
  #future = $state.raw<readonly Aside[]>([]);

  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);

  /** A change that can be reversed. */
  add(aside: Aside): void {
    this.#past = [...this.#past, aside];
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
