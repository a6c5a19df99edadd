/** One change of the network at a time, in the order in which they were asked for. */
import { cancelled } from '../../../shared/errors.ts';

export class Lane {
  #last: Promise<unknown> = Promise.resolve();
  readonly #controllers = new Set<AbortController>();

  /** True while a change is made or waits. */
  get busy(): boolean {
    return this.#controllers.size > 0;
  }

  /**
   * Begins when all that was asked for before has ended.
   * @param signal of the caller; the task's own is aborted with it, and by {@link clear}.
   * @throws KanError `cancelled` where it was called off before it began; else what the task throws.
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

  /** Calls off what is under way and what waits; resolves when nothing is. */
  async clear(): Promise<void> {
    for (const controller of this.#controllers) controller.abort();
    await this.#last;
  }
}
