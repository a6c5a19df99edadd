/** The time that a command may take. */
import { monotonic, signalWithin } from '../../shared/time.ts';

export class Budget {
  readonly #end: number;
  readonly #interrupted: AbortSignal;

  /** Begins now. @param interrupted aborts when the person presses Ctrl-C. */
  constructor(seconds: number, interrupted: AbortSignal) {
    this.#end = monotonic() + 1000 * seconds;
    this.#interrupted = interrupted;
  }

  /** Seconds left, at least 0. */
  get left(): number {
    return Math.max(0, (this.#end - monotonic()) / 1000);
  }

  /** Aborts after this share of the time that is left, or at Ctrl-C. */
  signal(share = 1): AbortSignal {
    return signalWithin(1000 * share * this.left, this.#interrupted);
  }
}
