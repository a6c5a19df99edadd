/**
 * What was changed since the network last did and is in no revision: a set-up that waits to be applied, a name. Undo takes
 * these back one by one before it walks in the history.
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

  /** Something was changed, and can be changed back. */
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

  /** The network has changed: from here on the history leads back. */
  clear(): void {
    if (this.canUndo) this.#past = [];
    if (this.canRedo) this.#future = [];
  }
}
