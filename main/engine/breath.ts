/** Pauses of long computations, in which the event loop turns. */

/** Milliseconds of computing between two turns of the event loop. */
const interval = 12;

export class Breath {
  #last = performance.now();

  /** Lets timers and messages run if the last turn of the event loop was long ago; else undefined. */
  take(): Promise<void> | undefined {
    if (performance.now() - this.#last < interval) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        this.#last = performance.now();
        resolve();
      }),
    );
  }
}
