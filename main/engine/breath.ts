/** Long computations that share their thread let the event loop turn now and then. */

/** Milliseconds of computing between two turns of the event loop. */
const interval = 12;

export class Breath {
  #last = performance.now();

  /** Lets timers and messages run where the last turn of the event loop was long ago; undefined where it was not. */
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
