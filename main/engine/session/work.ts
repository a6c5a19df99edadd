/** Work that goes on beside the calls of a session, such as a search: what it has found so far is its view. */
export abstract class Work<View extends object> {
  readonly #abort = new AbortController();
  #view: View;
  #ended: Promise<void> = Promise.resolve();

  protected constructor(view: View) {
    this.#view = view;
  }

  get view(): View {
    return this.#view;
  }

  /** Settles when the work has ended and the listeners have been told. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Ends the work; what was found so far stays. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#ended;
  }

  /** Aborts when the work is to stop. */
  protected get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Tells windows the view; nothing where other work has replaced this. */
  protected abstract show(): void;

  /** Changes the view and shows it. */
  protected tell(changes: Partial<View>): void {
    this.#view = { ...this.#view, ...changes };
    this.show();
  }

  /**
   * Begins the work; the caller gets its answer before anything is computed.
   * @param failure what the view says of an error that ended the work.
   */
  protected begin(run: () => Promise<void>, failure: (error: unknown) => Partial<View>): void {
    const whole = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      try {
        await run();
      } catch (error) {
        this.tell(failure(error));
      }
    };
    this.#ended = whole();
  }
}
