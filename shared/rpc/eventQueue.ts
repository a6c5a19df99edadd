/** Back-pressure of one event towards one client: what waits, what may go, and when. Time is passed in. */

export interface EventRule<T> {
  /** At most one value per this many milliseconds. */
  readonly interval: number;
  /** What waits after `next` came while `waiting` could not go. Latest wins, merging or queueing: the event's choice. */
  combine(waiting: readonly T[], next: T): readonly T[];
}

/** Only the newest value counts. */
export function latest<T>(interval = 0): EventRule<T> {
  return { interval, combine: (_waiting, next) => [next] };
}

/** Every value counts, up to so many; then the oldest are forgotten. */
export function queued<T>(most: number): EventRule<T> {
  return { interval: 0, combine: (waiting, next) => [...waiting, next].slice(-most) };
}

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

  /** What the client could take is forgotten. */
  forbid(): void {
    this.#credit = false;
  }

  /** True where a value pushed now would go at once: worth asking before computing one. */
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

  /** Takes all that waits, whether the client is ready or not: what must be there before an answer. */
  takeAll(now: number): readonly T[] {
    const values = this.#waiting;
    if (values.length === 0) return [];
    this.#waiting = [];
    this.#credit = false;
    this.#nextAt = now + this.#rule.interval;
    return values;
  }

  /** Milliseconds until {@link take} can give a value; null where it waits for the client, or for a value. */
  wait(now: number): number | null {
    return this.#credit && this.#waiting.length > 0 ? Math.max(0, this.#nextAt - now) : null;
  }
}
