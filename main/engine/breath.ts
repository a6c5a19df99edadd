/** Pauses of long computations, in which the event loop turns. */
import { cancelled } from '../../shared/errors.ts';

/** Await this between pieces of work: it lets the event loop turn, and throws where the work was cancelled. */
export type Breathe = () => Promise<void> | undefined;

/** Milliseconds of computing between two turns of the event loop. */
const interval = 12;

/** Takes a pause where the last one was long ago. */
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

/** Awaited between pieces of work, it takes a {@link Breath}. @throws KanError `cancelled` soon after `signal` aborts */
export function breathing(signal?: AbortSignal): () => Promise<void> {
  const breath = new Breath();
  return async () => {
    await breath.take();
    if (signal?.aborted === true) throw cancelled();
  };
}
