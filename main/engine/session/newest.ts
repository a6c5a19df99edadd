/** Work of one kind of which only the newest is wanted, such as the reading of a table. */
export class Newest {
  #controller = new AbortController();

  /** Cancels the work that began before. @returns a signal that aborts with `signal`, and when newer work begins. */
  begin(signal: AbortSignal): AbortSignal {
    this.cancel();
    this.#controller = new AbortController();
    return AbortSignal.any([signal, this.#controller.signal]);
  }

  cancel(): void {
    this.#controller.abort();
  }
}
