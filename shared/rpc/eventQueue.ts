/**
 * Back-pressure of one event for one client: which values wait, which may be sent, and when. The time is an argument.
 */

export interface EventRule<T> {
  /** At most one value in this many milliseconds. */
  readonly interval: number;
  /**
   * What waits after `next` arrived while `waiting` could not be sent: the newest, a merged value, or a queue, as the
   * event chooses.
   */
  combine(waiting: readonly T[], next: T): readonly T[];
}

/** Only the newest value counts. */
export function latest<T>(interval = 0): EventRule<T> {
  return { interval, combine: (_waiting, next) => [next] };
}

/** Every value counts, up to this number; beyond it the oldest are dropped. */
export function queued<T>(most: number): EventRule<T> {
  return { interval: 0, combine: (waiting, next) => [...waiting, next].slice(-most) };
}

/** The values of one event that wait for a client: it is sent more only when it has handled what it has. */
export class EventQueue<T> {
  readonly #rule: EventRule<T>;
  #waiting: readonly T[] = [];
  #credit = false;
  #nextAt = -Infinity;

  constructor(rule: EventRule<T>) {
    this.#rule = rule;
  }

  push(value: T): void {
    this.#waiting = this.#rule.combine(this.#waiting, value);
  }

  /** The client can take one more value. */
  allow(): void {
    this.#credit = true;
  }

  /** The client is no longer ready. */
  forbid(): void {
    this.#credit = false;
  }

  /** True where a value pushed now would be sent at once: check this before an expensive value is computed. */
  open(now: number): boolean {
    return this.#credit && this.#waiting.length === 0 && now >= this.#nextAt;
  }

  /** Takes the value that may go now, if any. */
  take(now: number): { readonly value: T } | null {
    if (!this.#credit || this.#waiting.length === 0 || now < this.#nextAt) return null;
    const [value, ...rest] = this.#waiting;
    this.#waiting = rest;
    this.#credit = false;
    this.#nextAt = now + this.#rule.interval;
    return { value };
  }

  /** Takes all waiting values, even if the client is not ready: those that must arrive before an answer. */
  takeAll(now: number): readonly T[] {
    const values = this.#waiting;
    if (values.length === 0) return [];
    this.#waiting = [];
    this.#credit = false;
    this.#nextAt = now + this.#rule.interval;
    return values;
  }

  /** Milliseconds until {@link take} can give a value; null where the queue waits for the client, or for a value. */
  wait(now: number): number | null {
    return this.#credit && this.#waiting.length > 0 ? Math.max(0, this.#nextAt - now) : null;
  }
}
