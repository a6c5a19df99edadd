/** Work of a kind where only the newest request matters, such as reading a table. */
export class Newest {
  #controller = new AbortController();

  /** Cancels the earlier work. @returns a signal that aborts with `signal`, and when newer work begins. */
  begin(signal: AbortSignal): AbortSignal {
    this.cancel();
    this.#controller = new AbortController();
    return AbortSignal.any([signal, this.#controller.signal]);
  }

  cancel(): void {
    this.#controller.abort();
  }
}
