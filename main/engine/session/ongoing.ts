/** Work that leaves a result only where it comes to its end. */
import type { WholeWorkKind } from '../../../shared/contract/workKinds.ts';

export class Ongoing {
  readonly #kinds: WholeWorkKind[] = [];
  readonly #onChange: () => void;

  /** @param onChange is called whenever such work has begun or ended. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Each kind of it that is under way. */
  get kinds(): ReadonlySet<WholeWorkKind> {
    return new Set(this.#kinds);
  }

  /** Does the work, which counts as under way until it has ended. */
  async during<T>(kind: WholeWorkKind, work: () => Promise<T>): Promise<T> {
    this.#kinds.push(kind);
    this.#onChange();
    try {
      return await work();
    } finally {
      this.#kinds.splice(this.#kinds.indexOf(kind), 1);
      this.#onChange();
    }
  }
}
