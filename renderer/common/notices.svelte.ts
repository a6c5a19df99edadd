/** What the app has to say in passing: errors and news, shown beside the work and never in its way. */
import { toAppError, type AppError } from '../../shared/errors.ts';

export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly hint: string;
}

const INFO_SECONDS = 8;
const KEEP = 4;

export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 1;
  readonly #log: (tone: Notice['tone'], text: string) => void;

  /** @param log takes what is said, for reading it later. */
  constructor(log: (tone: Notice['tone'], text: string) => void = () => undefined) {
    this.#log = log;
  }

  /**
   * Shows what was thrown, unless it was a cancellation, which the person asked for. That there was nothing to change is no
   * error.
   */
  report(thrown: unknown): void {
    const error: AppError = toAppError(thrown);
    if (error.kind === 'cancelled') return;
    if (error.code === 'edit.nothing') this.tell(error.message, error.hint);
    else this.#add('error', error.message, error.hint);
  }

  /** @returns what to dismiss it by. */
  warn(message: string, hint = ''): number {
    return this.#add('warning', message, hint);
  }

  /** Goes away by itself. */
  tell(message: string, hint = ''): void {
    const id = this.#add('info', message, hint);
    setTimeout(() => {
      this.dismiss(id);
    }, INFO_SECONDS * 1000);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** The work has gone on: errors were about what was before. They stay in the log. */
  outdate(): void {
    this.list = this.list.filter(({ tone }) => tone !== 'error');
  }

  #add(tone: Notice['tone'], message: string, hint: string): number {
    const id = this.#next++;
    this.#log(tone, `${message} ${hint}`.trim());
    const others = this.list.filter((notice) => notice.message !== message);
    this.list = [...others, { id, tone, message, hint }].slice(-KEEP);
    return id;
  }
}
