/** Asks a process every second whether it answers. */

const beatMs = 1_000;
/** Beats without an answer after which the process counts as hung; counted, since a machine that slept is no reason. */
const mostMissed = 10;
/** As many more are waited for where the person says so. */
const patience = 30;

/** Asks a process every second whether it still answers. */
export class Heartbeat {
  readonly #onHung: (hung: boolean) => void;
  #timer: NodeJS.Timeout | null = null;
  /** Beats since the last answer. */
  #missed = 0;
  #hung = false;

  /** @param onHung the process has not answered for a while, or (false) answers again or is gone. */
  constructor(onHung: (hung: boolean) => void) {
    this.#onHung = onHung;
  }

  /** The process has not answered for a while. */
  get hung(): boolean {
    return this.#hung;
  }

  /** @param ask settles when the process answers; one question at a time. */
  begin(ask: () => Promise<unknown>): void {
    this.end();
    let waiting = false;
    const timer = setInterval(() => {
      this.#missed++;
      if (this.#missed > mostMissed) this.#setHung(true);
      if (waiting) return;
      waiting = true;
      const answered = (): void => {
        waiting = false;
        if (this.#timer !== timer) return;
        this.#missed = 0;
        this.#setHung(false);
      };
      void ask().then(answered, () => undefined);
    }, beatMs);
    this.#timer = timer;
  }

  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#missed = 0;
    this.#setHung(false);
  }

  /** Gives a process that does not answer more time. */
  wait(): void {
    this.#missed = Math.min(this.#missed, mostMissed - patience);
    this.#setHung(false);
  }

  #setHung(hung: boolean): void {
    if (this.#hung === hung) return;
    this.#hung = hung;
    this.#onHung(hung);
  }
}
