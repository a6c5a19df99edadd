/** Runs the changes of the network one at a time, in the order of the requests. */
import { cancelled } from '../../../shared/errors.ts';

export class Lane {
  #last: Promise<unknown> = Promise.resolve();
  readonly #controllers = new Set<AbortController>();

  /** True while a change is in progress or waits. */
  get busy(): boolean {
    return this.#controllers.size > 0;
  }

  /**
   * Starts when all earlier requests have ended.
   * @param signal of the caller. The task's own signal is aborted with it, and by {@link clear}.
   * @throws KanError `cancelled` if the task was cancelled before it began; otherwise what the task throws.
   */
  async run<T>(signal: AbortSignal, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#controllers.add(controller);
    const either = AbortSignal.any([signal, controller.signal]);
    const before = this.#last;
    const result = (async () => {
      await before;
      if (either.aborted) throw cancelled();
      return task(either);
    })();
    this.#last = result.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await result;
    } finally {
      this.#controllers.delete(controller);
    }
  }

  /** Cancels the change in progress and those that wait; resolves when none is left. */
  async clear(): Promise<void> {
    for (const controller of this.#controllers) controller.abort();
    await this.#last;
  }
}
