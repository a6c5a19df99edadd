/** A time limit that is the same on a busy machine: it counts the processor's time, not the clock's. */

const lookEvery = 100;

export class ProcessorBudget {
  readonly #before = process.cpuUsage();
  readonly #ender = new AbortController();
  readonly #timer: NodeJS.Timeout;

  /** @param seconds of all threads together */
  constructor(seconds: number) {
    this.#timer = setInterval(() => {
      if (this.#spent() > seconds) this.#ender.abort();
    }, lookEvery);
  }

  /** Is aborted when the time is spent. */
  get signal(): AbortSignal {
    return this.#ender.signal;
  }

  /** Stops to count; gives the seconds spent. */
  end(): number {
    clearInterval(this.#timer);
    return this.#spent();
  }

  #spent(): number {
    const { user, system } = process.cpuUsage(this.#before);
    return (user + system) / 1e6;
  }
}
