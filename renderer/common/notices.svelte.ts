/** Notices of the app: errors and news, shown next to the work without covering it. */
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

  /** @param log receives each notice, so that it can be read later. */
  constructor(log: (tone: Notice['tone'], text: string) => void = () => undefined) {
    this.#log = log;
  }

  /**
   * Shows a thrown error, unless it is a cancellation, which the person asked for, or the end of the engine, which has a
   * notice of its own. Where there was nothing to change, the notice is not an error.
   */
  report(thrown: unknown): void {
    const error: AppError = toAppError(thrown);
    if (error.kind === 'cancelled' || error.code === 'engine.lost') return;
    if (error.code === 'edit.nothing') this.tell(error.message, error.hint);
    else this.#add('error', error.message, error.hint);
  }

  /** @returns the id to dismiss it with. */
  warn(message: string, hint = ''): number {
    return this.#add('warning', message, hint);
  }

  /** Disappears by itself. */
  tell(message: string, hint = ''): void {
    const id = this.#add('info', message, hint);
    setTimeout(() => {
      this.dismiss(id);
    }, INFO_SECONDS * 1000);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** Removes errors, because they are about an earlier state of the work. They stay in the log. */
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
