import { toAppError } from '../../../shared/errors.ts';
import type { Session } from './session.ts';

/** Work that goes on beside the calls of a session, such as a search: what it has found so far is its view. */
export abstract class Work<View extends object> {
  protected readonly session: Session;
  readonly #abort = new AbortController();
  #view: View;
  #ended: Promise<void> = Promise.resolve();

  protected constructor(session: Session, view: View) {
    this.session = session;
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

  /** Does what nobody waits for, such as in a timer: an error is logged, and ends neither the work nor the engine. */
  protected attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.session.options.log('error', `Work could not tell how it goes (${toAppError(error).code}).`);
    }
  }

  /**
   * Begins the work; the caller gets its answer before anything is computed.
   * @param failure what the view says of an error that ended the work. @param after is done when it has ended in any way.
   */
  protected begin(
    run: () => Promise<void>,
    failure: (error: unknown) => Partial<View>,
    after: () => void = () => undefined,
  ): void {
    const whole = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      try {
        await run();
      } catch (error) {
        this.attempt(() => this.tell(failure(error)));
      }
      this.attempt(after);
    };
    this.#ended = whole();
  }
}
